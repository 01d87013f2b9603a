package dev.tideline.model.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.tideline.embedded.EmbeddedCluster;
import dev.tideline.events.ModelVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions that are removed while a classifier wants them. The one before serves on. */
class VanishingVersionIT {
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
    void theVersionThatServesMayBeRemovedAndTheNextIsTakenUp() throws IOException {
        store.publishToProduction(1);
        store.watch(heard);
        awaitHeard("1");
        store.publish(store.bundle(2, "cats", "dogs"), Publication.of("import", "a test"));
        store.write(sender -> tombstones(sender, 1));
        store.publishToProduction(3);
        awaitHeard("1", "3");
    }

    @Test
    void aVersionWhoseChunksAreGoneIsRefusedAndTheWatcherGoesOn() throws IOException {
        ModelVersion first = store.publishToProduction(1);
        store.watch(heard);
        awaitHeard("1");
        store.write(sender -> {
            tombstones(sender, 2);
            store.send(sender, ModelVersion.newBuilder(first).setVersion(2).build());
            store.sendProduction(sender, 2);
        });
        String refused = "2 refused: Not all of its 3 chunks are on "
                + store.kafka().topics().modelArtifacts().name() + "; publish it again.";
        awaitHeard("1", refused);
        store.publishToProduction(3);
        awaitHeard("1", refused, "3");
    }

    @Test
    void aVersionWhoseChunksGoWhileTheyAreFetchedIsRefused() throws IOException {
        ModelVersion version = store.publishToProduction(1);
        AtomicInteger looks = new AtomicInteger();
        ArtifactFetcher fetcher = new ArtifactFetcher(store.kafka(), () -> {
            if (looks.getAndIncrement() == 0) {
                removeChunks();
            }
            return false;
        });
        assertThatExceptionOfType(RefusedVersionException.class)
                .isThrownBy(() -> fetcher.fetch(version, folder.resolve("bundle.zip")))
                .withMessageContaining("Not all of its 3 chunks");
        assertThat(looks).hasValueGreaterThan(0);
    }

    private void tombstones(TransactionalSender sender, int version) {
        sender.send(store.kafka().topics().models(), ModelKeys.version(ModelStoreHarness.MODEL, version), null);
        for (int chunk = 0; chunk < 3; chunk++) {
            sender.send(
                    store.kafka().topics().modelArtifacts(),
                    ModelKeys.chunk(ModelStoreHarness.MODEL, version, chunk),
                    null);
        }
    }

    /** As compaction does at some moment. Brokers delete on demand only what may be deleted by time. */
    private void removeChunks() {
        TopicPartition artifacts =
                new TopicPartition(store.kafka().topics().modelArtifacts().name(), 0);
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, artifacts.topic());
        AlterConfigOp byTime = new AlterConfigOp(new ConfigEntry("cleanup.policy", "delete"), OpType.SET);
        try (Admin admin = store.kafka().newAdmin()) {
            admin.incrementalAlterConfigs(Map.of(topic, List.of(byTime))).all().get();
            admin.deleteRecords(Map.of(artifacts, RecordsToDelete.beforeOffset(-1)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitHeard(String... events) {
        await().untilAsserted(() -> assertThat(heard.events()).containsExactly(events));
    }
}
