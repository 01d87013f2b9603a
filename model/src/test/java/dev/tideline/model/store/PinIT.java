package dev.tideline.model.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tideline.embedded.EmbeddedCluster;
import dev.tideline.events.ModelAlias;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinIT {
    private static final String MODEL = ModelStoreHarness.MODEL;

    private static EmbeddedCluster cluster;

    @TempDir
    private Path folder;

    private ModelStoreHarness store;
    private ModelAdmin ann;

    @BeforeAll
    static void start(@TempDir Path data) {
        cluster = EmbeddedCluster.start(data);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void open() {
        store = new ModelStoreHarness(cluster, folder);
        ann = new ModelAdmin(store.kafka(), "ann");
    }

    @AfterEach
    void close() {
        ann.close();
    }

    @Test
    void whileProductionIsPinnedWhatATrainerPublishesBecomesCandidateAndSaysWhy() throws IOException {
        store.publishToProduction(1);
        ann.pin(MODEL, OptionalInt.empty(), "holidays");
        train(2);

        assertThat(named(ModelCatalog.PRODUCTION)).isEqualTo(1);
        assertThat(named(ModelCatalog.CANDIDATE)).isEqualTo(2);
        assertThat(alias(ModelCatalog.CANDIDATE).getReason())
                .isEqualTo("production is pinned to version 1 by ann (holidays)");
        assertThat(ann.unpin(MODEL)).isPresent();
        train(3);
        assertThat(named(ModelCatalog.PRODUCTION)).isEqualTo(3);
        assertThat(ann.unpin(MODEL)).isEmpty();
    }

    @Test
    void peopleMovePinnedProductionAndThePinGoesWithIt() throws IOException {
        store.publishToProduction(1);
        store.publishToProduction(2);
        ann.pin(MODEL, OptionalInt.empty(), "holidays");

        ann.setAlias(MODEL, ModelCatalog.PRODUCTION, 1, "");
        assertPinned(1);
        ann.rollback(MODEL, ModelCatalog.PRODUCTION, "");
        assertPinned(2);
        store.publishToProduction(3);
        assertPinned(3);
        train(4);
        assertPinned(3);
        assertThat(alias(ModelCatalog.PINNED).getReason()).isEqualTo("holidays");
    }

    @Test
    void pinningAVersionMakesItProduction() throws IOException {
        store.publishToProduction(1);
        store.publishToProduction(2);

        ann.pin(MODEL, OptionalInt.of(1), "");
        assertPinned(1);
        assertThat(alias(ModelCatalog.PRODUCTION).getPreviousVersion()).isEqualTo(2);
    }

    @Test
    void whatIsNotThereCannotBePinned() throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ann.pin(MODEL, OptionalInt.empty(), ""))
                .withMessageContaining("no production that could be pinned");
        store.publishToProduction(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ann.pin(MODEL, OptionalInt.of(9), ""))
                .withMessageContaining("no version 9. It has [1]");
    }

    private void train(long seed) throws IOException {
        store.publish(
                store.bundle(seed, "cats", "dogs"),
                ModelStoreHarness.toProduction().unlessPinned());
    }

    private void assertPinned(int version) {
        assertThat(named(ModelCatalog.PRODUCTION)).isEqualTo(version);
        assertThat(named(ModelCatalog.PINNED)).isEqualTo(version);
    }

    private int named(String alias) {
        return alias(alias).getVersion();
    }

    private ModelAlias alias(String alias) {
        return ModelCatalog.read(store.kafka()).alias(MODEL, alias).orElseThrow();
    }
}
