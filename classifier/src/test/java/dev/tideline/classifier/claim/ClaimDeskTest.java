package dev.tideline.classifier.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.tideline.classifier.engine.EngineFailureException;
import dev.tideline.model.claim.ClaimCheck;
import dev.tideline.model.claim.ClaimCheckException;
import dev.tideline.model.claim.ClaimCheckException.Reason;
import dev.tideline.schemas.settings.Settings;
import dev.tideline.schemas.settings.SettingsException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClaimDeskTest {
    private static final ClaimCheck CLAIM = new ClaimCheck("file:/somewhere", "0".repeat(64), 1);
    private static final byte[] PICTURE = {1};
    private static final Duration LONG = Duration.ofMinutes(5);

    private final CountDownLatch gate = new CountDownLatch(1);
    private ClaimDesk desk;

    private void open(Duration limit, int fetchers, ClaimDesk.Fetching fetching) {
        desk = new ClaimDesk(fetching, limit, fetchers);
    }

    @AfterEach
    void close() {
        gate.countDown();
        desk.close();
    }

    private static Throwable cause(CompletableFuture<byte[]> picture) {
        await().until(picture::isDone);
        try {
            picture.get();
            throw new AssertionError("there is a picture");
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aBoundedNumberIsFetchedAtATimeAndTheNextCallerWaits() {
        AtomicInteger begun = new AtomicInteger();
        open(LONG, 3, claim -> {
            begun.incrementAndGet();
            gate.await();
            return PICTURE;
        });
        CompletableFuture<List<CompletableFuture<byte[]>>> caller = CompletableFuture.supplyAsync(
                () -> IntStream.range(0, 4).mapToObj(i -> desk.fetch(CLAIM)).toList());
        await().until(() -> begun.get() == 3);
        assertThat(caller).isNotDone();

        gate.countDown();
        assertThat(caller.join())
                .allSatisfy(picture -> assertThat(picture.join()).isEqualTo(PICTURE));
        assertThat(begun).hasValue(4);
    }

    @Test
    void aReadThatHangsIsGivenUpAndSoIsWhatWaitsBehindIt() {
        open(Duration.ofMillis(50), 1, claim -> {
            gate.await();
            return PICTURE;
        });
        CompletableFuture<byte[]> hanging = desk.fetch(CLAIM);
        CompletableFuture<byte[]> behind = desk.fetch(CLAIM);
        for (CompletableFuture<byte[]> picture : List.of(hanging, behind)) {
            assertThat(cause(picture)).isInstanceOfSatisfying(ClaimCheckException.class, e -> assertThat(e.reason())
                    .isEqualTo(Reason.UNREACHABLE));
        }
    }

    @Test
    void thePicturesFaultIsHandedOn() {
        open(LONG, 1, claim -> {
            throw new ClaimCheckException(Reason.MISSING, "scripted");
        });
        for (int i = 0; i < 3; i++) {
            assertThat(cause(desk.fetch(CLAIM))).isInstanceOf(ClaimCheckException.class);
        }
    }

    @Test
    void anErrorOfTheMachineIsNoFaultOfThePicture() {
        open(LONG, 1, claim -> {
            throw new OutOfMemoryError("scripted");
        });
        assertThat(cause(desk.fetch(CLAIM))).isInstanceOf(EngineFailureException.class);
    }

    @Test
    void aPatienceThatACommitCannotWaitForIsAWrongSetting() {
        open(LONG, 1, claim -> PICTURE);
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> ClaimSettings.from(Settings.of(Map.of("classifier.claim.patience", "25s"))))
                .withMessageContaining("classifier.claim.patience")
                .withMessageContaining("20s");
    }
}
