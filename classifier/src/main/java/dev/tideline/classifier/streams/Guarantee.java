package dev.tideline.classifier.streams;

import org.apache.kafka.streams.StreamsConfig;

/** How often a picture is answered when classifiers or brokers crash. Without a crash both answer once. */
public enum Guarantee {
    /** Once; a prediction is visible to read_committed consumers after the commit. */
    EXACTLY_ONCE,
    /** Once or more: what was not committed is classified again. Predictions are visible at once. */
    AT_LEAST_ONCE;

    /** Kafka Streams' word for it. */
    String processingGuarantee() {
        return switch (this) {
            case EXACTLY_ONCE -> StreamsConfig.EXACTLY_ONCE_V2;
            case AT_LEAST_ONCE -> StreamsConfig.AT_LEAST_ONCE;
        };
    }
}
