package dev.tideline.model.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.tideline.embedded.EmbeddedCluster;
import dev.tideline.events.ModelAlias;
import dev.tideline.events.ModelVersion;
import dev.tideline.model.bundle.ModelBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelPublisherIT {
    private static final String MODEL = ModelStoreHarness.MODEL;
    private static final Publication IMPORT = Publication.of("import", "a test");

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
    void versionsCountUpFromOneAndSayWhatTheyAre() throws IOException {
        ModelBundle bundle = store.bundle(1, "cats", "dogs");
        try (ModelPublisher publisher = ModelPublisher.open(store.kafka(), MODEL)) {
            ModelVersion first = publisher.publish(bundle, IMPORT.byRun("run-7"));
            ModelVersion second = publisher.publish(bundle, IMPORT);
            ModelCatalog catalog = ModelCatalog.read(store.kafka());
            assertThat(catalog.versions(MODEL)).containsExactly(first, second);
            assertThat(catalog.names()).containsExactly(MODEL);
            assertThat(second.getVersion()).isEqualTo(2);
            assertThat(first.getRunId()).isEqualTo("run-7");
            assertThat(first.getLabels()).containsExactly("cats", "dogs");
            assertThat(first.getArtifactChunks()).isEqualTo(3);
            assertThat(first.getMetrics()).containsEntry("holdout_accuracy", 0.5);
            assertThat(catalog.aliases(MODEL)).isEmpty();
        }
        assertThat(ModelBundle.read(bundle.folder())).isEqualTo(bundle);
    }

    @Test
    void anAliasRemembersWhatItNamedBefore() throws IOException {
        store.publishToProduction(1);
        store.publishToProduction(2);
        ModelAlias production = production();
        assertThat(production.getVersion()).isEqualTo(2);
        assertThat(production.getPreviousVersion()).isEqualTo(1);
    }

    @Test
    void aPublicationThatFailsLeavesNothingAndItsNumberIsGivenAgain() throws IOException {
        ModelVersion first = store.publishToProduction(1);
        try (TransactionalSender dying = new TransactionalSender(store.kafka(), "dying")) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> dying.transact(() -> {
                        store.sendChunk(dying, 2, 0, new byte[] {1});
                        store.send(
                                dying,
                                ModelVersion.newBuilder(first).setVersion(2).build());
                        store.sendProduction(dying, 2);
                        throw new IOException("the disk is gone");
                    }));
        }
        assertThat(ModelCatalog.read(store.kafka()).versions(MODEL)).containsExactly(first);
        assertThat(production().getVersion()).isEqualTo(1);
        assertThat(store.publishToProduction(2).getVersion()).isEqualTo(2);
    }

    @Test
    void aSecondPublisherShutsOutTheFirst() throws IOException {
        try (ModelPublisher first = ModelPublisher.open(store.kafka(), MODEL)) {
            try (ModelPublisher second = ModelPublisher.open(store.kafka(), MODEL)) {
                assertThatExceptionOfType(FencedPublisherException.class)
                        .isThrownBy(() -> first.publish(store.bundle(1, "cats", "dogs"), IMPORT))
                        .withMessageContaining("tideline-publisher-pets");
                assertThat(second.publish(store.bundle(2, "cats", "dogs"), IMPORT)
                                .getVersion())
                        .isEqualTo(1);
            }
        }
        assertThat(ModelCatalog.read(store.kafka()).versions(MODEL)).hasSize(1);
    }

    @Test
    void whatAPublisherLeftOpenIsDiscardedByTheNext() throws Exception {
        ModelVersion first = store.publishToProduction(1);
        String id = store.kafka().topics().prefix() + "tideline-publisher-" + MODEL;
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch fenced = new CountDownLatch(1);
        try (TransactionalSender open = new TransactionalSender(store.kafka(), id)) {
            CompletableFuture<Object> hanging = inBackground(() -> open.transact(() -> {
                store.send(open, ModelVersion.newBuilder(first).setVersion(2).build());
                TransactionalSender.offset(open.send(store.kafka().topics().modelAliases(), "pets/x", null));
                written.countDown();
                return awaitQuietly(fenced);
            }));
            written.await();
            assertThat(ModelCatalog.read(store.kafka()).versions(MODEL)).containsExactly(first);
            assertThat(store.publishToProduction(3).getVersion()).isEqualTo(2);
            fenced.countDown();
            assertThat(hanging)
                    .failsWithin(Duration.ofMinutes(1))
                    .withThrowableThat()
                    .withCauseInstanceOf(FencedPublisherException.class);
        }
        assertThat(ModelCatalog.read(store.kafka()).versions(MODEL)).hasSize(2);
    }

    @Test
    void aVersionIsCountedThoughAnotherModelsOpenTransactionHidesIt() throws Exception {
        ModelVersion first = store.publishToProduction(1);
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (TransactionalSender other = new TransactionalSender(store.kafka(), "other")) {
            CompletableFuture<Object> open = inBackground(() -> other.transact(() -> {
                ModelVersion birds =
                        ModelVersion.newBuilder(first).setName("birds").build();
                TransactionalSender.offset(other.send(store.kafka().topics().models(), "birds/1", birds));
                written.countDown();
                return awaitQuietly(end);
            }));
            written.await();
            store.write(sender -> store.send(
                    sender, ModelVersion.newBuilder(first).setVersion(2).build()));
            CompletableFuture<Object> third = inBackground(() -> store.publishToProduction(3));
            await().during(Duration.ofSeconds(1)).until(() -> !third.isDone());
            end.countDown();
            assertThat(((ModelVersion) third.get()).getVersion()).isEqualTo(3);
            open.get();
        }
    }

    @Test
    void rollingBackIsOneRecordThatNamesTheVersionBefore() throws IOException {
        store.publishToProduction(1);
        store.publishToProduction(2);
        long before = written(store.kafka().topics().modelAliases().name());
        try (ModelAdmin admin = new ModelAdmin(store.kafka(), "ann")) {
            admin.rollback(MODEL, ModelCatalog.PRODUCTION, "it was worse");
        }
        ModelAlias production = production();
        assertThat(production.getVersion()).isEqualTo(1);
        assertThat(production.getPreviousVersion()).isEqualTo(2);
        assertThat(production.getSetBy()).isEqualTo("ann");
        assertThat(production.getReason()).isEqualTo("it was worse");
        // The record and the end of its transaction.
        assertThat(written(store.kafka().topics().modelAliases().name()) - before)
                .isEqualTo(2);
    }

    @Test
    void promotingDoesNotShutOutATrainer() throws IOException {
        try (ModelPublisher trainer = ModelPublisher.open(store.kafka(), MODEL);
                ModelAdmin admin = new ModelAdmin(store.kafka(), "ann")) {
            trainer.publish(store.bundle(1, "cats", "dogs"), IMPORT);
            admin.setAlias(MODEL, ModelCatalog.PRODUCTION, 1, "looks good");
            assertThat(trainer.publish(store.bundle(2, "cats", "dogs"), IMPORT).getVersion())
                    .isEqualTo(2);
        }
        assertThat(production().getPreviousVersion()).isNull();
    }

    @Test
    void whatCannotBeIsRefusedWithItsReason() throws IOException {
        store.publishToProduction(1);
        try (ModelAdmin admin = new ModelAdmin(store.kafka(), "ann")) {
            assertRefused(() -> admin.setAlias(MODEL, ModelCatalog.PRODUCTION, 9, ""), "no version 9. It has [1]");
            assertRefused(() -> admin.rollback(MODEL, ModelCatalog.PRODUCTION, ""), "no version before 1");
            assertRefused(() -> admin.rollback(MODEL, ModelCatalog.SHADOW, ""), "no alias shadow");
            assertRefused(() -> admin.delete(MODEL, 1), "is production");
            assertRefused(() -> admin.delete("birds", 1), "Model birds has no version 1");
        }
    }

    @Test
    void aVersionThatNothingNamesCanBeDeletedUnlessItIsTheNewest() throws IOException {
        store.publishToProduction(1);
        store.publishToProduction(2);
        store.publish(store.bundle(3, "cats", "dogs"), IMPORT);
        try (ModelAdmin admin = new ModelAdmin(store.kafka(), "ann")) {
            assertRefused(() -> admin.delete(MODEL, 3), "its newest");
            admin.delete(MODEL, 1);
            assertRefused(() -> admin.rollback(MODEL, ModelCatalog.PRODUCTION, ""), "no version 1. It has [2, 3]");
        }
        assertThat(ModelCatalog.read(store.kafka()).version(MODEL, 1)).isEmpty();
    }

    private static void assertRefused(Runnable action, String reason) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(action::run)
                .withMessageContaining(reason);
    }

    private ModelAlias production() {
        return ModelCatalog.read(store.kafka())
                .alias(MODEL, ModelCatalog.PRODUCTION)
                .orElseThrow();
    }

    private long written(String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        return HighWatermarks.of(store.kafka(), List.of(partition)).get(partition);
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

    private static boolean awaitQuietly(CountDownLatch latch) {
        await().until(() -> latch.getCount() == 0);
        return true;
    }
}
