package dev.tideline.benchmarks.contestant;

import dev.tideline.benchmarks.process.ParentProcess;
import dev.tideline.events.ImageEvent;
import dev.tideline.events.LabelScore;
import dev.tideline.events.PredictionEvent;
import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.bundle.ModelSpec;
import dev.tideline.model.serving.Classification;
import dev.tideline.schemas.serde.AvroSerde;
import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.schemas.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/**
 * The usual pattern of a model in Kafka Streams: {@code mapValues} decodes one picture and runs the network on it, on the
 * stream thread. As many stream threads as cores share one loaded model, in 32-bit floats; at least once, Kafka Streams'
 * default and the faster guarantee. Topics, serdes and network are the same as ours.
 */
public final class PerRecordMain {
    /** The argument that names the model's folder. */
    public static final String BUNDLE = "benchmark.bundle";

    /** The argument that names the {@link PerRecordStyle}. */
    public static final String STYLE = "benchmark.style";

    private PerRecordMain() {}

    /** Takes settings of the topics, {@link #BUNDLE} and {@link #STYLE}. */
    public static void main(String[] arguments) throws IOException {
        Map<String, String> values = new HashMap<>(ParentProcess.arguments(arguments));
        ModelBundle bundle = ModelBundle.read(Path.of(values.remove(BUNDLE)));
        PerRecordModel model = PerRecordStyle.valueOf(values.remove(STYLE)).load(bundle);
        KafkaSettings kafka = KafkaSettings.from(Settings.of(values));
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(
                        kafka.topics().images().name(),
                        Consumed.with(Serdes.String(), AvroSerde.ofValues(ImageEvent.class, kafka.serdes())))
                .mapValues(image -> prediction(image, model, bundle.spec()))
                .to(
                        kafka.topics().predictions().name(),
                        Produced.with(Serdes.String(), AvroSerde.ofValues(PredictionEvent.class, kafka.serdes())));
        KafkaStreams streams = new KafkaStreams(builder.build(), config(kafka));
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.ERROR) {
                Runtime.getRuntime().halt(1);
            }
        });
        streams.start();
        ParentProcess.awaitEnd();
        streams.close();
    }

    private static PredictionEvent prediction(ImageEvent image, PerRecordModel model, ModelSpec spec) {
        byte[] picture = new byte[image.getPicture().remaining()];
        image.getPicture().get(picture);
        Classification classification = model.classify(picture);
        return PredictionEvent.newBuilder()
                .setImageId(image.getImageId())
                .setSource(image.getSource())
                .setLabel(classification.label())
                .setConfidence(classification.confidence())
                .setScores(classification.top(5).stream()
                        .map(score -> new LabelScore(score.label(), score.probability()))
                        .toList())
                .setModelName(spec.name())
                .setModelVersion(spec.version())
                .setImagePublishedAt(image.getPublishedAt())
                .setPredictedAt(Instant.now())
                .build();
    }

    private static Properties config(KafkaSettings kafka) {
        Properties config = new Properties();
        config.putAll(kafka.client());
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, kafka.topics().prefix() + "per-record");
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, Runtime.getRuntime().availableProcessors());
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        return config;
    }
}
