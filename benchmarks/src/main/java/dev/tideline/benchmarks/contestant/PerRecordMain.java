package dev.tideline.benchmarks.contestant;

import dev.tideline.benchmarks.process.ParentProcess;
import dev.tideline.events.ImageEvent;
import dev.tideline.events.PredictionEvent;
import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.schemas.serde.AvroSerde;
import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.schemas.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
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
 * stream thread. As many stream threads as cores share one loaded model, in 32-bit floats, as such examples do; at least
 * once, Kafka Streams' default and the faster guarantee. Topics, serdes, decoder and network are the same as ours.
 */
public final class PerRecordMain {
    /** The argument that names the model's folder. */
    public static final String BUNDLE = "benchmark.bundle";

    private PerRecordMain() {}

    /** Takes settings of the topics, and {@link #BUNDLE}. */
    public static void main(String[] arguments) throws IOException {
        Map<String, String> values = new HashMap<>(ParentProcess.arguments(arguments));
        Path bundle = Path.of(values.remove(BUNDLE));
        KafkaSettings kafka = KafkaSettings.from(Settings.of(values));
        PerRecordModel model = PerRecordModel.load(ModelBundle.read(bundle));
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(
                        kafka.topics().images().name(),
                        Consumed.with(Serdes.String(), AvroSerde.ofValues(ImageEvent.class, kafka.serdes())))
                .mapValues(model::classify)
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
