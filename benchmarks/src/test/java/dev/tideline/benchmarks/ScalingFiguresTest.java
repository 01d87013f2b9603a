package dev.tideline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideline.benchmarks.ScalingFigures.Axis;
import dev.tideline.benchmarks.ScalingFigures.Case;
import dev.tideline.benchmarks.ScalingFigures.Measured;
import dev.tideline.benchmarks.contestant.Footprint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ScalingFiguresTest {
    private static Footprint footprint(long residentMb, long heapMb) {
        return new Footprint(OptionalLong.of(residentMb * 1_000_000), heapMb * 1_000_000);
    }

    @Test
    void eachCaseStandsUnderWhatItVariesWithItsLargestInstancesMemory() throws Exception {
        Map<Case, List<Measured>> rounds = new LinkedHashMap<>();
        rounds.put(
                new Case(Axis.PARTITIONS, 1, 1, 500),
                List.of(
                        new Measured(100, List.of(footprint(700, 90))),
                        new Measured(200, List.of(footprint(800, 80)))));
        rounds.put(
                new Case(Axis.INSTANCES, 6, 2, 500),
                List.of(new Measured(300, List.of(footprint(500, 70), footprint(600, 60)))));

        JsonNode json = new ObjectMapper()
                .readTree(ReportOption.json(ScalingFigures.of(rounds, new ScalingFigures.Setup(Map.of()))));

        assertThat(json.at("/partitions/0/pictures_per_second/median").asDouble())
                .isEqualTo(150);
        assertThat(json.at("/instances/0/instances").asInt()).isEqualTo(2);
        assertThat(json.at("/instances/0/peak_resident_mb/median").asDouble()).isEqualTo(600);
        assertThat(json.at("/instances/0/peak_heap_mb/median").asDouble()).isEqualTo(70);
        assertThat(json.get("backlog")).isEmpty();
    }

    @Test
    void residentMemoryThatIsNotKnownIsNoFigure() {
        Measured measured = new Measured(100, List.of(new Footprint(OptionalLong.empty(), 1_000_000)));
        Map<Case, List<Measured>> rounds = Map.of(new Case(Axis.BACKLOG, 6, 1, 500), List.of(measured));

        ScalingFigures figures = ScalingFigures.of(rounds, new ScalingFigures.Setup(Map.of()));

        assertThat(figures.backlog().get(0).peakResidentMb()).isEmpty();
        assertThat(figures.table().toString()).contains("?");
    }
}
