package dev.tideline.classifier.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import org.junit.jupiter.api.Timeout;

/** A shadow beside the real engine; the models are scripted. */
@Timeout(60)
abstract class ShadowScene {
    static final ShadowSettings EVERYTHING = new ShadowSettings(1, 2, 1_000, 1_000_000);

    final ScriptedModel production = new ScriptedModel(1, 4);
    final Map<Integer, ScriptedModel> shadows = new ConcurrentHashMap<>();
    final List<String> sent = new CopyOnWriteArrayList<>();
    final AtomicInteger looks = new AtomicInteger();
    InferenceEngine engine;
    Shadow shadow;

    @BeforeEach
    void start() {
        engine = new InferenceEngine(production, new EngineSettings(Duration.ofMillis(1), 1, 1, 64));
        start(EVERYTHING, bundle -> shadows.get(bundle.spec().version()));
        shadow.productionServes(1);
    }

    void start(ShadowSettings settings, Shadow.Loading loader) {
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
    ScriptedModel follow(int version) {
        ScriptedModel model = new ScriptedModel(version, 2);
        shadows.put(version, model);
        name(version);
        return model;
    }

    void name(int version) {
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
    CompletableFuture<Outcome> classify(String id) {
        return engine.submit(id.getBytes(StandardCharsets.UTF_8)).thenApply(outcome -> {
            if (outcome instanceof Classified) {
                offer(id);
            }
            return outcome;
        });
    }

    /** Shows the shadow a picture as if production had just classified it. */
    void offer(String id) {
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

    void assertProductionWorks(String prefix, int pictures) {
        IntStream.range(0, pictures)
                .mapToObj(i -> classify(prefix + i))
                .toList()
                .forEach(answer -> assertThat(answer.join()).isInstanceOf(Classified.class));
    }

    void awaitSent(String... predictions) {
        await().untilAsserted(() -> assertThat(sent).containsExactly(predictions));
    }
}
