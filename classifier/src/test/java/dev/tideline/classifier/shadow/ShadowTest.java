package dev.tideline.classifier.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.classifier.engine.BatchModel;
import dev.tideline.classifier.engine.EngineSettings;
import dev.tideline.classifier.engine.InferenceEngine;
import dev.tideline.classifier.engine.Outcome;
import dev.tideline.classifier.engine.Outcome.Classified;
import dev.tideline.classifier.engine.ScriptedModel;
import dev.tideline.events.ImageEvent;
import dev.tideline.events.ModelAlias;
import dev.tideline.events.ModelVersion;
import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.bundle.ModelSpec;
import dev.tideline.model.serving.Classification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A shadow beside the real engine; the models are scripted. */
@Timeout(60)
class ShadowTest {
    private static final ShadowSettings EVERYTHING = new ShadowSettings(1, 2, 1_000, 1_000_000);

    private final ScriptedModel production = new ScriptedModel(1, 4);
    private final Map<Integer, ScriptedModel> shadows = new ConcurrentHashMap<>();
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final AtomicInteger looks = new AtomicInteger();
    private InferenceEngine engine;
    private Shadow shadow;

    @BeforeEach
    void start() {
        engine = new InferenceEngine(production, new EngineSettings(Duration.ofMillis(1), 1, 1, 64));
        start(EVERYTHING, bundle -> shadows.get(bundle.spec().version()));
        shadow.productionServes(1);
    }

    private void start(ShadowSettings settings, Shadow.Loading loader) {
        shadow = new Shadow(
                settings,
                "scripted",
                () -> {
                    looks.incrementAndGet();
                    return engine.isIdle();
                },
                loader,
                Sent::new);
    }

    @AfterEach
    void stop() {
        shadows.values().forEach(ScriptedModel::letBatchesGo);
        production.letBatchesGo();
        shadow.close();
        engine.close();
    }

    private final class Sent implements ShadowOutput {
        @Override
        public void send(ShadowPicture picture, Classified result) {
            sent.add(picture.image().getImageId() + " by " + result.modelVersion());
        }

        @Override
        public void close() {}
    }

    /** Names a version as shadow. */
    private ScriptedModel follow(int version) {
        ScriptedModel model = new ScriptedModel(version, 2);
        shadows.put(version, model);
        name(version);
        return model;
    }

    private void name(int version) {
        ModelSpec spec = new ModelSpec(
                "scripted",
                version,
                List.of("left", "right"),
                ModelSpec.Input.uint8(1, 1),
                ModelSpec.Output.SOFTMAX,
                ModelSpec.DEFAULT_SIGNATURE,
                Map.of(),
                Map.of());
        ModelVersion record = ModelVersion.newBuilder()
                .setName("scripted")
                .setVersion(version)
                .setLabels(spec.labels())
                .setInputHeight(1)
                .setInputWidth(1)
                .setArtifactSha256("")
                .setArtifactLength(0)
                .setArtifactChunks(0)
                .setReason("import")
                .setCreatedAt(Instant.EPOCH)
                .build();
        ModelAlias alias = ModelAlias.newBuilder()
                .setName("scripted")
                .setAlias("shadow")
                .setVersion(version)
                .setSetAt(Instant.EPOCH)
                .build();
        shadow.onBundle(new ModelBundle(Path.of("nowhere"), spec), record, alias);
    }

    /** Classifies a picture as the classifier does. */
    private CompletableFuture<Outcome> classify(String id) {
        return engine.submit(id.getBytes(StandardCharsets.UTF_8)).thenApply(outcome -> {
            if (outcome instanceof Classified) {
                offer(id);
            }
            return outcome;
        });
    }

    /** Shows the shadow a picture as if production had just classified it. */
    private void offer(String id) {
        byte[] picture = id.getBytes(StandardCharsets.UTF_8);
        ImageEvent event = ImageEvent.newBuilder()
                .setImageId(id)
                .setPublishedAt(Instant.EPOCH)
                .build();
        Classification answer = new Classification(List.of("left", "right"), new float[] {0.25f, 0.75f});
        shadow.classified(
                new Record<>(picture, new byte[0], 0),
                event,
                picture,
                new Classified(answer, "scripted", 1, Instant.EPOCH));
    }

    private void assertProductionWorks(String prefix, int pictures) {
        IntStream.range(0, pictures)
                .mapToObj(i -> classify(prefix + i))
                .toList()
                .forEach(answer -> assertThat(answer.join()).isInstanceOf(Classified.class));
    }

    private void awaitSent(String... predictions) {
        await().untilAsserted(() -> assertThat(sent).containsExactly(predictions));
    }

    @Test
    void picturesAreTriedUnderTheShadowsVersionInSmallBatches() {
        ScriptedModel model = follow(2);
        classify("a").join();
        classify("b").join();
        classify("c").join();
        awaitSent("a by 2", "b by 2", "c by 2");
        assertThat(model.batches()).allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(2));
    }

    @Test
    void nothingRunsWhileProductionHasAPicture() {
        ScriptedModel model = follow(2);
        classify("before").join();
        awaitSent("before by 2");
        production.holdBatches();
        CompletableFuture<Outcome> held = classify("held");
        offer("late");
        int before = looks.get();
        await().until(() -> looks.get() > before + 2 * SpareTime.LOOKS);
        assertThat(model.decoded()).isEqualTo(1);

        production.letBatchesGo();
        held.join();
        awaitSent("before by 2", "late by 2", "held by 2");
    }

    @Test
    void aShadowThatNeverReturnsHoldsUpNeitherProductionNorTheNextShadowNorTheEnd() throws InterruptedException {
        ScriptedModel hanging = follow(2);
        hanging.holdBatches();
        classify("first").join();
        await().until(() -> !hanging.batches().isEmpty());

        assertProductionWorks("more ", 2_000);
        follow(3);
        classify("next").join();
        awaitSent("next by 3");
        assertThat(hanging.isClosed()).isFalse();
        hanging.letBatchesGo();
        await().until(hanging::isClosed);
    }

    @Test
    void closingDoesNotWaitForAShadowThatNeverReturns() {
        ScriptedModel hanging = follow(2);
        hanging.holdBatches();
        classify("first").join();
        await().until(() -> !hanging.batches().isEmpty());

        shadow.close();
        assertThat(hanging.isClosed()).isFalse();
        assertProductionWorks("more ", 10);
    }

    @Test
    void aShadowThatFailsOnceGoesOn() {
        ScriptedModel model = follow(2);
        offer("poison");
        await().until(() -> !model.batches().isEmpty());
        offer("undecodable");
        classify("good").join();
        awaitSent("good by 2");
    }

    @Test
    void aShadowThatKeepsFailingIsGivenUpAndItsMemoryFreed() {
        ScriptedModel broken = follow(2);
        broken.breakDown(new IllegalStateException("no session"));
        for (int i = 0; i < 3; i++) {
            int batches = i + 1;
            classify("picture " + i).join();
            await().until(() -> broken.batches().size() == batches);
        }
        await().until(broken::isClosed);

        assertProductionWorks("more ", 10);
        assertThat(sent).isEmpty();
    }

    @Test
    void aShadowThatRunsOutOfMemoryIsGivenUpAtOnce() {
        ScriptedModel large = follow(2);
        large.breakDown(new OutOfMemoryError("scripted"));
        classify("first").join();
        await().until(large::isClosed);

        assertProductionWorks("more ", 10);
    }

    @Test
    void aShadowThatDoesNotLoadHarmsNobodyAndTheNextOneIsTried() {
        shadow.close();
        start(EVERYTHING, bundle -> loadUnless(2, bundle));
        shadow.productionServes(1);
        name(2);
        assertProductionWorks("more ", 10);

        follow(3);
        classify("next").join();
        awaitSent("next by 3");
    }

    private BatchModel loadUnless(int refused, ModelBundle bundle) throws IOException {
        int version = bundle.spec().version();
        if (version == refused) {
            throw new IOException("scripted");
        }
        return shadows.get(version);
    }

    @Test
    void anAliasThatIsRemovedOrNamesProductionStopsTheShadow() {
        ScriptedModel second = follow(2);
        shadow.onRemoved();
        await().until(second::isClosed);
        assertThat(shadow.version()).isEmpty();
        classify("unseen").join();

        ScriptedModel third = follow(3);
        assertThat(shadow.version()).hasValue(3);
        shadow.productionServes(3);
        await().until(third::isClosed);
        assertThat(shadow.version()).isEmpty();
        classify("unseen too").join();

        shadows.put(3, new ScriptedModel(3, 2));
        shadow.productionServes(1);
        classify("seen").join();
        awaitSent("seen by 3");
    }

    @Test
    void onlyTheShareIsTried() {
        shadow.close();
        start(new ShadowSettings(0.5, 2, 1_000, 1_000_000), bundle -> shadows.get(2));
        shadow.productionServes(1);
        follow(2);
        assertProductionWorks("picture ", 100);
        ShadowShare half = new ShadowShare(0.5);
        List<String> expected = IntStream.range(0, 100)
                .mapToObj(i -> "picture " + i)
                .filter(half::includes)
                .map(id -> id + " by 2")
                .toList();
        awaitSent(expected.toArray(String[]::new));
    }

    @Test
    void aFullQueueDropsPicturesAndProductionGoesOn() {
        shadow.close();
        start(new ShadowSettings(1, 2, 3, 1_000_000), bundle -> shadows.get(2));
        shadow.productionServes(1);
        ScriptedModel hanging = follow(2);
        hanging.holdBatches();
        classify("0").join();
        await().until(() -> !hanging.batches().isEmpty());
        assertProductionWorks("more ", 50);
        hanging.letBatchesGo();

        await().untilAsserted(() -> assertThat(sent).hasSize(4));
        classify("last").join();
        await().untilAsserted(() -> assertThat(sent).hasSize(5).last().isEqualTo("last by 2"));
    }
}
