package dev.tideline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideline.benchmarks.LatencyFigures.Measured;
import dev.tideline.benchmarks.LatencyFigures.MeasuredInterval;
import dev.tideline.benchmarks.LatencyFigures.Round;
import dev.tideline.benchmarks.contestant.BatchTime;
import dev.tideline.benchmarks.stream.Percentiles;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LatencyFiguresTest {
    private static final LatencyFigures.Setup SETUP = new LatencyFigures.Setup(12000, 3000, 20, 4, Map.of());

    private static Measured measured(double load, double p99) {
        return new Measured(load, load * 200, new Percentiles(p99 / 4, p99 / 2, p99, p99 * 2));
    }

    private static Round round(double batchMs, List<Measured> ours, List<Measured> perRecord) {
        return new Round(
                new BatchTime(8, batchMs),
                200,
                90,
                ours,
                perRecord,
                List.of(
                        new MeasuredInterval(100, 190, measured(0.5, 120)),
                        new MeasuredInterval(25, 150, measured(0.5, 60))));
    }

    @Test
    void eachLoadHasTheMedianOfItsPercentilesBesideTheTimeOfABatch() throws Exception {
        List<Round> rounds = List.of(
                round(30, List.of(measured(0.3, 100), measured(0.5, 140)), List.of()),
                round(34, List.of(measured(0.3, 110), measured(0.5, 900)), List.of()),
                round(32, List.of(measured(0.3, 120), measured(0.5, 150)), List.of()));

        JsonNode half = new ObjectMapper()
                .readTree(ReportOption.json(LatencyFigures.of(rounds, SETUP)))
                .at("/exactly_once/1");

        assertThat(half.get("load").asDouble()).isEqualTo(0.5);
        assertThat(half.get("rate").asDouble()).isEqualTo(100);
        assertThat(half.get("p99_ms").asDouble()).isEqualTo(150);
        assertThat(half.get("batch_ms").asDouble()).isEqualTo(32);
        assertThat(half.at("/spread/p99_ms/max").asDouble()).isEqualTo(900);
    }

    @Test
    void aLoadThatTheUsualPatternCouldNotBearIsNotInItsList() {
        Round round = round(30, List.of(measured(0.3, 100), measured(0.5, 140)), List.of(measured(0.3, 70)));

        LatencyFigures figures = LatencyFigures.of(List.of(round), SETUP);

        assertThat(figures.exactlyOnce()).hasSize(2);
        assertThat(figures.perRecord())
                .singleElement()
                .extracting(LatencyFigures.Delays::load)
                .isEqualTo(0.3);
    }

    @Test
    void theCurveIsInTheOrderOfTheIntervalsWhateverTheirTurns() {
        LatencyFigures figures = LatencyFigures.of(List.of(round(30, List.of(measured(0.5, 1)), List.of())), SETUP);

        assertThat(figures.commitIntervals())
                .extracting(LatencyFigures.Interval::commitIntervalMs)
                .containsExactly(25L, 100L);
        assertThat(figures.commitIntervals().get(0).throughput()).isEqualTo(150);
    }
}
