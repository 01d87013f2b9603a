package dev.tideline.model.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.embedded.EmbeddedCluster;
import dev.tideline.events.ModelVersion;
import dev.tideline.model.bundle.BundleArchive;
import dev.tideline.model.bundle.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelWatcherIT {
    private static EmbeddedCluster cluster;

    @TempDir
    private Path folder;

    private final Heard heard = new Heard();
    private ModelStoreHarness store;

    @BeforeAll
    static void start(@TempDir Path data) {
        cluster = EmbeddedCluster.start(data);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void makeTopics() {
        store = new ModelStoreHarness(cluster, folder);
    }

    @AfterEach
    void stopWatching() {
        store.close();
    }

    @Test
    void aPublishedVersionArrivesWholeAndSoDoesTheNext() throws IOException {
        store.watch(heard);
        store.publishToProduction(1);
        awaitHeard("1");
        store.publishToProduction(2);
        awaitHeard("1", "2");
        assertThat(heard.models().get(0)).isEqualTo(ModelStoreHarness.noise(1));
        assertThat(heard.models().get(1)).isEqualTo(ModelStoreHarness.noise(2));
    }

    @Test
    void aWatcherThatStartsLaterHearsOnlyTheNewest() throws IOException {
        store.publishToProduction(1);
        store.publishToProduction(2);
        store.publishToProduction(3);
        store.watch(heard);
        awaitHeard("3");
    }

    @Test
    void aVersionWithoutTheAliasIsNotHandedOver() throws IOException {
        store.publish(store.bundle(1, "cats", "dogs"), Publication.of("import", "a test"));
        store.watch(heard);
        store.publishToProduction(2);
        awaitHeard("2");
    }

    @Test
    void rollingBackBringsTheOldVersionAgain() throws IOException {
        store.publishToProduction(1);
        store.watch(heard);
        try (ModelAdmin admin = new ModelAdmin(store.kafka(), "ann")) {
            awaitHeard("1");
            store.publishToProduction(2);
            awaitHeard("1", "2");
            admin.rollback(ModelStoreHarness.MODEL, ModelCatalog.PRODUCTION, "");
            awaitHeard("1", "2", "1");
        }
    }

    @Test
    void anAliasThatIsRemovedIsReportedOnceAndStartsAfreshWhenItIsSetAgain() throws IOException {
        store.publishToProduction(1);
        store.watch(heard);
        awaitHeard("1");
        try (ModelAdmin admin = new ModelAdmin(store.kafka(), "ann")) {
            assertThat(admin.removeAlias(ModelStoreHarness.MODEL, ModelCatalog.PRODUCTION))
                    .hasValueSatisfying(named -> assertThat(named.getVersion()).isEqualTo(1));
            awaitHeard("1", "removed");
            assertThat(admin.removeAlias(ModelStoreHarness.MODEL, ModelCatalog.PRODUCTION))
                    .isEmpty();
            admin.setAlias(ModelStoreHarness.MODEL, ModelCatalog.PRODUCTION, 1, "");
            awaitHeard("1", "removed", "1");
        }
    }

    @Test
    void aDamagedVersionIsRefusedAndTheWatcherGoesOn() throws IOException {
        ModelVersion first = store.publishToProduction(1);
        store.watch(heard);
        awaitHeard("1");
        byte[] archive = archive(2, 2);
        ModelVersion forged = forged(first, 2, archive);
        archive[700_000] ^= 1;
        writeForged(forged, archive, 3);
        await().until(() -> heard.events().size() == 2);
        assertThat(heard.events().get(1)).startsWith("2 refused: Its SHA-256 was published as");
        store.publishToProduction(3);
        await().until(() -> heard.events().size() == 3);
        assertThat(heard.events().get(2)).isEqualTo("3");
    }

    @Test
    void aVersionWithAMissingChunkIsRefused() throws IOException {
        ModelVersion first = store.publishToProduction(1);
        byte[] archive = archive(2, 2);
        writeForged(forged(first, 2, archive), archive, 2);
        store.watch(heard);
        awaitHeard("2 refused: Not all of its 3 chunks are on "
                + store.kafka().topics().modelArtifacts().name() + "; publish it again.");
    }

    @Test
    void aRecordThatDisagreesWithItsBundleIsRefused() throws IOException {
        ModelVersion first = store.publishToProduction(1);
        byte[] archive = archive(2, 2);
        writeForged(
                ModelVersion.newBuilder(forged(first, 2, archive))
                        .setLabels(List.of("dogs", "cats"))
                        .build(),
                archive,
                3);
        store.watch(heard);
        awaitHeard("2 refused: Its labels was published as [dogs, cats], but the bundle has [cats, dogs].");
    }

    @Test
    void chunksAreFoundWithoutOrWithAWrongOffset() throws IOException {
        ModelVersion first = store.publishToProduction(1);
        byte[] archive = archive(2, 2);
        ModelVersion without = forged(first, 2, archive);
        writeForged(without, archive, 3);
        store.watch(heard);
        awaitHeard("2");
        byte[] next = archive(3, 3);
        writeForged(
                ModelVersion.newBuilder(forged(first, 3, next))
                        .setArtifactOffset(Long.MAX_VALUE)
                        .build(),
                next,
                3);
        awaitHeard("2", "3");
    }

    @Test
    void anAliasWaitsForItsVersion() throws IOException {
        store.write(sender -> store.sendProduction(sender, 2));
        store.watch(heard);
        store.publish(store.bundle(1, "cats", "dogs"), Publication.of("import", "a test"));
        store.publish(store.bundle(2, "cats", "dogs"), Publication.of("import", "a test"));
        awaitHeard("2");
    }

    @Test
    void aVersionThatTheListenerCannotUseIsRefusedUntilTheAliasIsSetAgain() throws IOException {
        store.publish(store.bundle(1, "cats", "unservable"), ModelStoreHarness.toProduction());
        store.watch(heard);
        String refused = "1 refused: It does not run here: the probe failed";
        awaitHeard(refused);
        store.write(sender -> store.sendProduction(sender, 1));
        awaitHeard(refused, refused);
    }

    @Test
    void rubbishOnTheTopicsIsPassedOver() throws IOException {
        Map<String, Object> config = store.kafka().producer("rubbish");
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(store.kafka().topics().models().name(), "pets/7", new byte[] {1, 2}));
            producer.send(
                    new ProducerRecord<>(store.kafka().topics().modelAliases().name(), "pets/x", new byte[9]));
        }
        store.publishToProduction(1);
        store.watch(heard);
        awaitHeard("1");
    }

    @Test
    void onlyTheNewestTwoBundlesStayOnDisk() throws IOException {
        store.watch(heard);
        for (int version = 1; version <= 4; version++) {
            store.publishToProduction(version);
            int expected = version;
            await().until(() -> heard.events().size() == expected);
        }
        try (Stream<Path> kept = Files.list(folder.resolve("cache"))) {
            assertThat(kept.map(path -> path.getFileName().toString().substring(0, "bundle-pets-3".length())))
                    .containsExactlyInAnyOrder("bundle-pets-3", "bundle-pets-4");
        }
    }

    /** The zipped bundle of a version, as a publisher would make it. */
    private byte[] archive(int version, long seed) throws IOException {
        ModelBundle source = store.bundle(seed, "cats", "dogs");
        ModelBundle bundle = ModelBundle.write(
                source.folder(), source.spec().withName(ModelStoreHarness.MODEL).withVersion(version));
        return Files.readAllBytes(BundleArchive.pack(bundle, folder.resolve(UUID.randomUUID() + ".zip"))
                .file());
    }

    private ModelVersion forged(ModelVersion like, int version, byte[] archive) throws IOException {
        Path file = Files.write(folder.resolve(UUID.randomUUID() + ".zip"), archive);
        return ModelVersion.newBuilder(like)
                .setVersion(version)
                .setArtifactSha256(BundleArchive.of(file).sha256())
                .setArtifactLength((long) archive.length)
                .setArtifactOffset(null)
                .build();
    }

    private void writeForged(ModelVersion version, byte[] archive, int chunks) throws IOException {
        int size = ModelPublisher.CHUNK_BYTES;
        store.write(sender -> {
            for (int chunk = 0; chunk < chunks; chunk++) {
                byte[] piece = Arrays.copyOfRange(archive, chunk * size, Math.min(archive.length, (chunk + 1) * size));
                store.sendChunk(sender, version.getVersion(), chunk, piece);
            }
            store.send(sender, version);
            store.sendProduction(sender, version.getVersion());
        });
    }

    private void awaitHeard(String... events) {
        await().untilAsserted(() -> assertThat(heard.events()).containsExactly(events));
    }
}
