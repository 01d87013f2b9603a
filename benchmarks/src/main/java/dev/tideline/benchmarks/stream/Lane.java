package dev.tideline.benchmarks.stream;

import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.store.ModelCatalog;
import dev.tideline.model.store.ModelPublisher;
import dev.tideline.model.store.Publication;
import dev.tideline.schemas.Topic;
import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.schemas.settings.Settings;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * Tideline's topics under a prefix of their own, so that contestants and rounds share nothing but the broker. Closing
 * deletes them.
 *
 * @param settings of a service on these topics, key to value
 * @param kafka how they are reached
 */
public record Lane(Map<String, String> settings, KafkaSettings kafka) implements AutoCloseable {
    private static final String MODEL = "pets";

    /**
     * Creates the topics.
     *
     * @param name tells the lane from others on the broker
     * @param partitions of the topics that are keyed by image id
     * @param further settings of the service
     */
    public static Lane open(Broker broker, String name, int partitions, Map<String, String> further) {
        Map<String, String> settings = new TreeMap<>(further);
        settings.put("kafka.bootstrap.servers", broker.bootstrapServers());
        settings.put("schema.registry.url", broker.registryUrl());
        settings.put("topics.prefix", name + "-");
        settings.put("topics.partitions", Integer.toString(partitions));
        settings.put("model.name", MODEL);
        KafkaSettings kafka = KafkaSettings.from(Settings.of(settings));
        try (Admin admin = kafka.newAdmin()) {
            kafka.topics().create(admin);
        }
        return new Lane(settings, kafka);
    }

    /** Publishes the bundle as a further version of the model, makes it production and gives its number. */
    public int publish(ModelBundle bundle) throws IOException {
        try (ModelPublisher publisher = ModelPublisher.open(kafka, MODEL)) {
            Publication publication =
                    Publication.of("import", "benchmark").withAlias(ModelCatalog.PRODUCTION, "the benchmark's own");
            return publisher.publish(bundle, publication).getVersion();
        }
    }

    @Override
    public void close() {
        try (Admin admin = kafka.newAdmin()) {
            admin.deleteTopics(kafka.topics().all().stream().map(Topic::name).toList())
                    .all()
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new KafkaException("The topics of a finished run could not be deleted", e.getCause());
        }
    }
}
