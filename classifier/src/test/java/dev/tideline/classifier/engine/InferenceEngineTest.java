package dev.tideline.classifier.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tideline.classifier.engine.Outcome.Classified;
import dev.tideline.classifier.engine.Outcome.Rejected;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InferenceEngineTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private ScriptedModel first;
    private InferenceEngine engine;

    @AfterEach
    void close() {
        if (engine != null) {
            engine.close();
        }
    }

    private void start(int batchSize, Duration batchWait, int decoders) {
        start(batchSize, new EngineSettings(batchWait, decoders, 1, 64));
    }

    private void start(int batchSize, EngineSettings settings) {
        first = new ScriptedModel(1, batchSize);
        engine = new InferenceEngine(first, settings);
    }

    private CompletableFuture<Outcome> submit(String picture) {
        return engine.submit(picture.getBytes(StandardCharsets.UTF_8));
    }

    private List<CompletableFuture<Outcome>> submit(int count) {
        return IntStream.range(0, count).mapToObj(i -> submit("picture " + i)).toList();
    }

    private static List<Outcome> joinAll(List<CompletableFuture<Outcome>> futures) {
        return futures.stream().map(CompletableFuture::join).toList();
    }

    @Test
    void picturesThatWaitTogetherLeaveInOneBatchUpToTheLargest() {
        start(4, LONG, 2);
        first.holdBatches();
        List<CompletableFuture<Outcome>> futures = new ArrayList<>(submit(1));
        await().until(() -> first.batches().size() == 1);
        futures.addAll(submit(10));
        await().until(() -> first.decoded() == 11);
        first.letBatchesGo();

        assertThat(joinAll(futures)).allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Classified.class));
        assertThat(first.batches()).containsExactly(1, 4, 4, 2);
    }

    @Test
    void aPictureDoesNotWaitForOthersWhenNoneIsOnItsWay() {
        start(32, LONG, 2);

        assertThat(submit("alone").join()).isInstanceOf(Classified.class);
    }

    @Test
    void aPictureDoesNotWaitForASlowNeighbourLongerThanTold() {
        start(32, Duration.ofMillis(1), 2);
        first.holdDecodingOf("slow");
        CompletableFuture<Outcome> slow = submit("slow");

        assertThat(submit("quick").join()).isInstanceOf(Classified.class);
        assertThat(slow).isNotDone();
        first.letDecodingGo();
        assertThat(slow.join()).isInstanceOf(Classified.class);
    }

    @Test
    void aPictureThatCannotBeDecodedIsRejectedAlone() {
        start(4, LONG, 2);
        CompletableFuture<Outcome> good = submit("good");
        CompletableFuture<Outcome> bad = submit("undecodable");

        assertThat(good.join()).isInstanceOf(Classified.class);
        assertThat(bad.join()).isEqualTo(new Rejected("corrupt", "scripted"));
    }

    @Test
    void aPictureThatBreaksItsBatchIsRejectedAlone() {
        start(8, LONG, 1);
        first.holdBatches();
        submit("first");
        await().until(() -> first.batches().size() == 1);
        CompletableFuture<Outcome> before = submit("before");
        CompletableFuture<Outcome> poison = submit("poison");
        CompletableFuture<Outcome> after = submit("after");
        await().until(() -> first.decoded() == 4);
        first.letBatchesGo();

        assertThat(before.join()).isInstanceOf(Classified.class);
        assertThat(poison.join()).isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(rejected.reason())
                .isEqualTo("refused_by_model"));
        assertThat(after.join()).isInstanceOf(Classified.class);
    }

    @Test
    void aModelThatFailsOnEverythingRejectsNoPicture() {
        start(4, LONG, 2);
        first.breakDown(new IllegalStateException("no session"));

        assertThat(submit(6)).allSatisfy(future -> assertThatThrownBy(future::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(EngineFailureException.class));
    }

    @Test
    void anErrorOfTheMachineRejectsNoPicture() {
        start(4, LONG, 2);
        first.breakDown(new OutOfMemoryError("scripted"));

        assertThat(submit(6)).allSatisfy(future -> assertThatThrownBy(future::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(EngineFailureException.class));
    }

    @Test
    void anErrorWhileAPictureIsTriedAloneLeavesNoFutureOpenAndTheEngineGoesOn() {
        start(4, LONG, 2);
        first.breakDown(new IllegalStateException("once"), new OutOfMemoryError("scripted"));

        assertThatThrownBy(submit("unlucky")::join).hasCauseInstanceOf(EngineFailureException.class);
        first.recover();
        assertThat(submit("next").join()).isInstanceOf(Classified.class);
    }

    @Test
    void aPictureThatTheDecoderFailsOnAloneIsRejected() {
        start(4, LONG, 2);

        assertThat(submit("crashes the decoder").join())
                .isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(rejected.reason())
                        .isEqualTo("corrupt"));
    }

    @Test
    void aFullEngineMakesItsCallersWait() {
        start(2, new EngineSettings(LONG, 2, 1, 4));
        first.holdBatches();
        CompletableFuture<List<CompletableFuture<Outcome>>> caller = CompletableFuture.supplyAsync(() -> submit(5));
        await().until(() -> first.decoded() == 4);
        assertThat(caller).isNotDone();

        first.letBatchesGo();
        assertThat(joinAll(caller.join())).hasSize(5);
    }

    @Test
    void asManyBatchesAreWithTheDeviceAsThereAreStreams() {
        start(2, new EngineSettings(LONG, 2, 3, 64));
        first.holdBatches();
        List<CompletableFuture<Outcome>> futures = submit(12);
        await().until(() -> first.decoded() == 12 && first.batches().size() == 3);
        first.letBatchesGo();

        assertThat(joinAll(futures)).allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Classified.class));
        assertThat(first.batches()).allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(2));
    }

    @Test
    void aBatchIsMadeByOneVersionAndEveryPictureByTheOneItWasDecodedFor() {
        start(8, LONG, 1);
        first.holdBatches();
        List<CompletableFuture<Outcome>> old = new ArrayList<>(submit(1));
        await().until(() -> first.batches().size() == 1);
        old.addAll(submit(3));
        await().until(() -> first.decoded() == 4);
        ScriptedModel second = new ScriptedModel(2, 8);
        engine.swap(second);
        List<CompletableFuture<Outcome>> young = submit(3);
        await().until(() -> second.decoded() == 3);
        first.letBatchesGo();

        assertThat(joinAll(old))
                .extracting(outcome -> ((Classified) outcome).modelVersion())
                .containsOnly(1);
        assertThat(joinAll(young))
                .extracting(outcome -> ((Classified) outcome).modelVersion())
                .containsOnly(2);
        assertThat(first.batches()).containsExactly(1, 3);
        assertThat(second.batches()).containsExactly(3);
    }

    @Test
    void theOldModelIsClosedAfterItsLastBatchAndNotBefore() {
        start(8, LONG, 1);
        first.holdBatches();
        CompletableFuture<Outcome> last = submit("last");
        await().until(() -> first.batches().size() == 1);
        engine.swap(new ScriptedModel(2, 8));
        assertThat(first.isClosed()).isFalse();

        first.letBatchesGo();
        last.join();
        await().until(first::isClosed);
    }

    @Test
    void anIdleModelIsClosedWhenItIsSwappedOut() {
        start(8, LONG, 1);

        engine.swap(new ScriptedModel(2, 8));

        assertThat(first.isClosed()).isTrue();
    }

    @Test
    void closingLeavesNoFutureOpenAndClosesTheModel() {
        start(4, LONG, 2);
        first.holdDecodingOf("slow");
        CompletableFuture<Outcome> inside = submit("slow");
        CompletableFuture<Void> closing = CompletableFuture.runAsync(engine::close);
        first.letDecodingGo();
        closing.join();

        assertThat(inside).isDone();
        assertThat(submit("late")).isCompletedExceptionally();
        assertThat(first.isClosed()).isTrue();
    }
}
