package dev.tideline.benchmarks.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SwapLogTest {
    private static final long START = 1_000_000;
    private static final int SECONDS = 10;

    private final SwapLog log = new SwapLog();

    /** A prediction of each tenth of a second; those of the seconds from 3 to 5 are slow. */
    private void aStreamWithASwapFromThirdToFourthSecond() {
        log.published(2, START + 3_200);
        for (int tenth = 0; tenth < SECONDS * 10; tenth++) {
            long at = START + tenth * 100;
            boolean slow = tenth >= 30 && tenth < 60;
            log.saw(Sightings.at(at, slow ? 500 : 20), tenth < 45 ? 1 : 2);
        }
    }

    @Test
    void aSwapLastsFromItsPublicationToASecondAfterItsFirstPrediction() {
        aStreamWithASwapFromThirdToFourthSecond();

        SwapLog.Fare around = log.around(START, SECONDS);
        assertThat(around.seconds()).isEqualTo(3);
        assertThat(around.delayMs().p50()).isEqualTo(500);
        assertThat(log.swaps()).isEqualTo(1);
    }

    @Test
    void theOtherSecondsShowHowItIsWithoutASwap() {
        aStreamWithASwapFromThirdToFourthSecond();

        SwapLog.Fare away = log.away(START, SECONDS);
        assertThat(away.seconds()).isEqualTo(7);
        assertThat(away.delayMs().max()).isEqualTo(20);
        assertThat(away.picturesPerSecond()).isEqualTo(10);
    }

    @Test
    void aSecondWithoutAnyPredictionIsTheSlowest() {
        log.saw(Sightings.at(START + 100, 1), 1);
        log.saw(Sightings.at(START + 2_100, 1), 1);

        assertThat(log.away(START, 3).slowestSecond()).isZero();
    }

    @Test
    void aVersionThatNeverServesIsNoSwapButItsTimeIsNotUndisturbed() {
        log.published(2, START + 1_000);
        log.saw(Sightings.at(START + 100, 1), 1);

        assertThat(log.swaps()).isZero();
        assertThat(log.away(START, SECONDS).seconds()).isEqualTo(1);
    }

    @Test
    void whatIsSeenAfterTheRunDoesNotCount() {
        log.saw(Sightings.at(START + SECONDS * 1000L, 5_000), 1);
        log.saw(Sightings.at(START - 1, 5_000), 1);

        assertThat(log.away(START, SECONDS).picturesPerSecond()).isZero();
    }
}
