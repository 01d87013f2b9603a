package dev.tideline.model.store;

import dev.tideline.embedded.EmbeddedCluster;
import dev.tideline.events.ModelAlias;
import dev.tideline.events.ModelArtifactChunk;
import dev.tideline.events.ModelVersion;
import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.bundle.ModelSpec;
import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.schemas.settings.Settings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;

/** Topics of a test's own on a shared cluster, bundles to publish, and hands that write what no publisher would. */
final class ModelStoreHarness implements AutoCloseable {
    static final String MODEL = "pets";

    private final KafkaSettings kafka;
    private final Path folder;
    private final List<ModelWatcher> watchers = new ArrayList<>();

    ModelStoreHarness(EmbeddedCluster cluster, Path folder) {
        this.folder = folder;
        kafka = KafkaSettings.from(Settings.of(Map.of(
                "kafka.bootstrap.servers",
                cluster.bootstrapServers(),
                "schema.registry.url",
                cluster.registryUrl(),
                "topics.prefix",
                UUID.randomUUID() + "-",
                "topics.partitions",
                "1")));
        try (Admin admin = kafka.newAdmin()) {
            kafka.topics().create(admin);
        }
    }

    KafkaSettings kafka() {
        return kafka;
    }

    /** A bundle of three chunks whose SavedModel is noise made from the seed. */
    ModelBundle bundle(long seed, String... labels) throws IOException {
        Path place = Files.createDirectory(folder.resolve("source-" + seed + "-" + UUID.randomUUID()));
        Files.write(place.resolve("saved_model.pb"), noise(seed));
        ModelSpec spec = new ModelSpec(
                "whatever",
                0,
                List.of(labels),
                ModelSpec.Input.uint8(160, 160),
                ModelSpec.Output.SOFTMAX,
                ModelSpec.DEFAULT_SIGNATURE,
                Map.of("weights", "noise"),
                Map.of("holdout_accuracy", 0.5));
        return ModelBundle.write(place, spec);
    }

    static byte[] noise(long seed) {
        byte[] bytes = new byte[ModelPublisher.CHUNK_BYTES * 5 / 2];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    ModelVersion publish(ModelBundle bundle, Publication publication) throws IOException {
        try (ModelPublisher publisher = ModelPublisher.open(kafka, MODEL)) {
            return publisher.publish(bundle, publication);
        }
    }

    ModelVersion publishToProduction(long seed) throws IOException {
        return publish(bundle(seed, "cats", "dogs"), toProduction());
    }

    static Publication toProduction() {
        return Publication.of("import", "a test").withAlias(ModelCatalog.PRODUCTION, "a test");
    }

    /** Watches production until the harness is closed. */
    void watch(ModelListener listener) {
        watchers.add(ModelWatcher.start(kafka, MODEL, ModelCatalog.PRODUCTION, folder.resolve("cache"), listener));
    }

    @Override
    public void close() {
        watchers.forEach(ModelWatcher::close);
    }

    /** Writes records as they are, in a transaction of nobody in particular. */
    void write(Sending sending) throws IOException {
        try (TransactionalSender sender = new TransactionalSender(kafka, "anybody-" + UUID.randomUUID())) {
            sender.transact(() -> {
                sending.with(sender);
                return true;
            });
        }
    }

    interface Sending {
        void with(TransactionalSender sender) throws IOException;
    }

    void send(TransactionalSender sender, ModelVersion version) {
        sender.send(kafka.topics().models(), ModelKeys.version(version.getName(), version.getVersion()), version);
    }

    void sendProduction(TransactionalSender sender, int version) {
        ModelAlias alias = ModelAlias.newBuilder()
                .setName(MODEL)
                .setAlias(ModelCatalog.PRODUCTION)
                .setVersion(version)
                .setSetAt(Instant.now())
                .build();
        sender.send(kafka.topics().modelAliases(), ModelKeys.alias(MODEL, ModelCatalog.PRODUCTION), alias);
    }

    void sendChunk(TransactionalSender sender, int version, int chunk, byte[] bytes) {
        ModelArtifactChunk record = ModelArtifactChunk.newBuilder()
                .setName(MODEL)
                .setVersion(version)
                .setChunk(chunk)
                .setData(ByteBuffer.wrap(bytes))
                .build();
        sender.send(kafka.topics().modelArtifacts(), ModelKeys.chunk(MODEL, version, chunk), record);
    }
}
