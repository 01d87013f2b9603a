package dev.tideline.classifier.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EngineListenerTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final ScriptedModel model = new ScriptedModel(7, 4);
    private final Heard heard = new Heard();
    private final InferenceEngine engine = new InferenceEngine(model, new EngineSettings(LONG, 1, 1, 64), heard);

    private static final class Heard implements EngineListener {
        private final AtomicInteger inside = new AtomicInteger();
        private final List<Integer> decodedFor = new CopyOnWriteArrayList<>();
        private final List<Integer> batchedFor = new CopyOnWriteArrayList<>();
        private final List<Integer> batches = new CopyOnWriteArrayList<>();
        private final List<Integer> failures = new CopyOnWriteArrayList<>();
        private final List<Long> times = new CopyOnWriteArrayList<>();

        @Override
        public void entered() {
            inside.incrementAndGet();
        }

        @Override
        public void left() {
            inside.decrementAndGet();
        }

        @Override
        public void decoded(BatchModel model, long queued, long took) {
            decodedFor.add(model.version());
            times.addAll(List.of(queued, took));
        }

        @Override
        public void batched(BatchModel model, long waited) {
            batchedFor.add(model.version());
            times.add(waited);
        }

        @Override
        public void inferred(BatchModel model, int pictures, long took) {
            batches.add(pictures);
            times.add(took);
        }

        @Override
        public void batchFailed(BatchModel model, int pictures) {
            failures.add(pictures);
        }
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private CompletableFuture<Outcome> submit(String picture) {
        return engine.submit(picture.getBytes(StandardCharsets.UTF_8));
    }

    /** Submits while a batch is held, so that these pictures leave in batches of four. */
    private List<CompletableFuture<Outcome>> submitTogether(String... pictures) {
        model.holdBatches();
        List<CompletableFuture<Outcome>> futures = new ArrayList<>(List.of(submit("first")));
        await().until(() -> model.batches().size() == 1);
        for (String picture : pictures) {
            futures.add(submit(picture));
        }
        await().until(() -> heard.decodedFor.size() == pictures.length + 1);
        return futures;
    }

    @Test
    void everyStepOfEveryPictureIsHeardBeforeItsFutureIsDone() {
        List<CompletableFuture<Outcome>> futures = submitTogether("a", "b", "c", "d", "undecodable", "e");
        assertThat(heard.inside).hasValue(6);
        model.letBatchesGo();
        futures.forEach(CompletableFuture::join);

        assertThat(heard.decodedFor).hasSize(7).containsOnly(7);
        assertThat(heard.batchedFor).hasSize(6).containsOnly(7);
        assertThat(heard.batches).containsExactly(1, 4, 1);
        assertThat(heard.failures).isEmpty();
        assertThat(heard.times).allSatisfy(time -> assertThat(time).isNotNegative());
        await().untilAsserted(() -> assertThat(heard.inside).hasValue(0));
    }

    @Test
    void aBatchThatFailsIsHeardAndSoAreThePicturesThatSucceedAlone() {
        List<CompletableFuture<Outcome>> futures = submitTogether("a", "poison", "b");
        model.letBatchesGo();
        futures.forEach(CompletableFuture::join);

        assertThat(heard.failures).containsExactly(3);
        assertThat(heard.batches).containsExactly(1, 1, 1);
        await().untilAsserted(() -> assertThat(heard.inside).hasValue(0));
    }
}
