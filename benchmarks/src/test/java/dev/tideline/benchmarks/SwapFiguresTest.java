package dev.tideline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideline.benchmarks.SwapFigures.Memory;
import dev.tideline.benchmarks.SwapFigures.Round;
import dev.tideline.benchmarks.contestant.BatchTime;
import dev.tideline.benchmarks.stream.Percentiles;
import dev.tideline.benchmarks.stream.SwapLog.Fare;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SwapFiguresTest {
    private static final SwapFigures.Setup SETUP = new SwapFigures.Setup(12000, 0.7, 10, 4, Map.of());

    private static Fare fare(double longest) {
        return new Fare(10, 100, 90, new Percentiles(20, 50, 80, longest));
    }

    private static Round round(int lost, double longestAround) {
        return new Round(new BatchTime(8, 40), 100, lost, 0, 6, fare(longestAround), fare(100));
    }

    @Test
    void aSwapsDelayIsCountedInBatchesBeyondTheLongestWithoutASwap() throws Exception {
        SwapFigures figures = SwapFigures.of(List.of(round(0, 180)), Optional.empty(), SETUP);

        JsonNode json = new ObjectMapper().readTree(ReportOption.json(figures));
        assertThat(json.at("/delay_by_swap_in_batches/median").asDouble()).isEqualTo(2);
        assertThat(json.at("/around/p99_ms/median").asDouble()).isEqualTo(80);
        assertThat(json.get("memory").isNull()).isTrue();
    }

    @Test
    void aPictureLostInAnyRoundIsInTheReport() {
        assertThat(SwapFigures.of(List.of(round(0, 100), round(1, 100), round(0, 100)), Optional.empty(), SETUP)
                        .lost())
                .isEqualTo(1);
    }

    @Test
    void memoryAfterTheLastSwapsIsComparedWithThatAfterTheTenth() {
        List<Double> growing =
                IntStream.rangeClosed(1, 200).mapToObj(swap -> 1000.0 + swap).toList();

        Memory memory = Memory.of(growing).orElseThrow();

        assertThat(memory.early()).isEqualTo(1008);
        assertThat(memory.late()).isEqualTo(1198);
        assertThat(memory.growth()).isEqualTo(1198.0 / 1008 - 1);
    }

    @Test
    void whereTheSystemDoesNotTellOfMemoryTheReportHasNone() {
        assertThat(Memory.of(List.of())).isEmpty();
    }
}
