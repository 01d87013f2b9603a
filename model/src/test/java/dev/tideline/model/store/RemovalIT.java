package dev.tideline.model.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.tideline.embedded.EmbeddedCluster;
import dev.tideline.events.ModelVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemovalIT {
    private static final String MODEL = ModelStoreHarness.MODEL;

    private static EmbeddedCluster cluster;

    @TempDir
    private Path folder;

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

    @Test
    void oldVersionsGoWithTheirChunksAndWhatIsNamedOrIsTheWayBackStays() throws IOException {
        store.publishToProduction(1);
        store.publishToProduction(2);
        publishUnnamed(3, 4, 5, 6);
        try (ModelPublisher publisher = ModelPublisher.open(store.kafka(), MODEL)) {
            assertThat(publisher.removeOld(2)).containsExactly(3, 4);
            assertThat(publisher.removeOld(2)).isEmpty();
        }
        assertThat(versions()).containsExactly(1, 2, 5, 6);
        assertThat(versionsWithChunks()).containsExactlyInAnyOrder(1, 2, 5, 6);
    }

    @Test
    void deletingAVersionRemovesItsChunks() throws IOException {
        publishUnnamed(1, 2);
        try (ModelAdmin ann = new ModelAdmin(store.kafka(), "ann")) {
            ann.delete(MODEL, 1);
        }
        assertThat(versions()).containsExactly(2);
        assertThat(versionsWithChunks()).containsExactly(2);
    }

    @Test
    void aPublisherThatIsShutOutRemovesNothing() throws IOException {
        publishUnnamed(1, 2, 3);
        try (ModelPublisher old = ModelPublisher.open(store.kafka(), MODEL)) {
            ModelPublisher.open(store.kafka(), MODEL).close();
            assertThatExceptionOfType(FencedPublisherException.class).isThrownBy(() -> old.removeOld(1));
        }
        assertThat(versions()).containsExactly(1, 2, 3);
    }

    @Test
    void aVersionThatIsNamedAfterItWasChosenIsNotRemoved() throws IOException {
        publishUnnamed(1, 2);
        try (CatalogReader reader = new CatalogReader(store.kafka(), "reader");
                TransactionalSender sender = new TransactionalSender(store.kafka(), "remover");
                ModelAdmin ann = new ModelAdmin(store.kafka(), "ann")) {
            reader.readToEnd();
            List<ModelVersion> doomed = new Retention(1).removable(reader.snapshot(), MODEL);
            ann.setAlias(MODEL, ModelCatalog.PRODUCTION, 1, "");
            assertThat(doomed).extracting(ModelVersion::getVersion).containsExactly(1);
            assertThatExceptionOfType(VersionInUseException.class)
                    .isThrownBy(() -> sender.transact(() -> {
                        new Removal(store.kafka(), sender, reader).send(doomed);
                        return doomed;
                    }))
                    .withMessageContaining("Version 1 of model pets is production");
        }
        assertThat(versions()).containsExactly(1, 2);
    }

    @Test
    void anAliasThatIsSetToAVersionWhileThatIsRemovedIsTakenBack() throws Exception {
        publishUnnamed(1);
        store.publishToProduction(2);
        publishUnnamed(3);
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (TransactionalSender remover = new TransactionalSender(store.kafka(), "remover");
                ModelAdmin ann = new ModelAdmin(store.kafka(), "ann")) {
            CompletableFuture<Object> removal = inBackground(() -> remover.transact(() -> {
                TransactionalSender.offset(remover.send(store.kafka().topics().models(), "pets/1", null));
                written.countDown();
                await().atMost(Duration.ofMinutes(1)).until(() -> end.getCount() == 0);
                return true;
            }));
            written.await();
            long before = aliasRecords();
            CompletableFuture<Object> promotion =
                    inBackground(() -> ann.setAlias(MODEL, ModelCatalog.PRODUCTION, 1, ""));
            await().atMost(Duration.ofMinutes(1)).until(() -> aliasRecords() > before);
            end.countDown();
            removal.get();
            assertThat(promotion)
                    .failsWithin(Duration.ofMinutes(1))
                    .withThrowableThat()
                    .havingRootCause()
                    .isInstanceOf(IllegalArgumentException.class)
                    .withMessageContaining("removed at this moment; production is what it was before");
        }
        assertThat(ModelCatalog.read(store.kafka())
                        .alias(MODEL, ModelCatalog.PRODUCTION)
                        .orElseThrow()
                        .getVersion())
                .isEqualTo(2);
    }

    @Test
    void aVersionThatIsPinnedOrWhoseNumberIsUnknownIsNotDeleted() throws IOException {
        store.publishToProduction(1);
        publishUnnamed(2);
        try (ModelAdmin ann = new ModelAdmin(store.kafka(), "ann")) {
            ann.pin(MODEL, OptionalInt.empty(), "");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ann.delete(MODEL, 1))
                    .withMessageContaining("is pinned; set that alias");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ann.delete(MODEL, 9))
                    .withMessageContaining("no version 9. It has [1, 2]");
        }
    }

    private void publishUnnamed(long... seeds) throws IOException {
        for (long seed : seeds) {
            store.publish(store.bundle(seed, "cats", "dogs"), Publication.of("import", "a test"));
        }
    }

    private List<Integer> versions() {
        return ModelCatalog.read(store.kafka()).versions(MODEL).stream()
                .map(ModelVersion::getVersion)
                .toList();
    }

    /** The versions of which a chunk is left when compaction has done its work. */
    private Set<Integer> versionsWithChunks() {
        Set<String> keys = new HashSet<>();
        TopicPartition artifacts =
                new TopicPartition(store.kafka().topics().modelArtifacts().name(), 0);
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                store.kafka().consumer("chunks"), new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(artifacts));
            consumer.seekToBeginning(List.of(artifacts));
            long end = consumer.endOffsets(List.of(artifacts)).get(artifacts);
            while (consumer.position(artifacts) < end) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    if (record.value() == null) {
                        keys.remove(record.key());
                    } else {
                        keys.add(record.key());
                    }
                }
            }
        }
        Set<Integer> versions = new HashSet<>();
        keys.forEach(key -> versions.add(Integer.valueOf(key.split("/")[1])));
        return versions;
    }

    private long aliasRecords() {
        TopicPartition aliases =
                new TopicPartition(store.kafka().topics().modelAliases().name(), 0);
        return HighWatermarks.of(store.kafka(), List.of(aliases)).get(aliases);
    }

    private interface Work {
        Object run() throws IOException;
    }

    private static CompletableFuture<Object> inBackground(Work work) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return work.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
