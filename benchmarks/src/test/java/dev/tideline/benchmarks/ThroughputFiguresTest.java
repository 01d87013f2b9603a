package dev.tideline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideline.benchmarks.ThroughputBenchmark.Contestant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThroughputFiguresTest {
    private static final ThroughputFigures.Setup SETUP =
            new ThroughputFigures.Setup(12000, 6000, 4, "float32", "pipeline:16", 16, Map.of());

    private static Map<Contestant, Double> round(double ceiling, double perRecord, double exactlyOnce) {
        return Map.of(
                Contestant.CEILING, ceiling,
                Contestant.PER_RECORD, perRecord,
                Contestant.PER_RECORD_TUNED, 1.25 * perRecord,
                Contestant.EXACTLY_ONCE, exactlyOnce,
                Contestant.AT_LEAST_ONCE, 100.0);
    }

    @Test
    void aRatioIsTheMedianOfTheRoundsOwnRatiosNotTheRatioOfMedians() {
        // The machine runs at half its speed in the second round, for everybody.
        ThroughputFigures figures =
                ThroughputFigures.of(List.of(round(200, 50, 180), round(100, 25, 80), round(200, 100, 190)), SETUP);

        assertThat(figures.exactlyOnceVsCeiling()).isEqualTo(0.9);
        assertThat(figures.exactlyOnceVsPerRecord()).isEqualTo(3.2);
        assertThat(figures.exactlyOnce()).isEqualTo(180);
    }

    @Test
    void theReportHasTheKeysThatAreChecked() throws Exception {
        JsonNode json = new ObjectMapper()
                .readTree(ReportOption.json(ThroughputFigures.of(List.of(round(200, 50, 150)), SETUP)));

        assertThat(json.get("ceiling").asDouble()).isEqualTo(200);
        assertThat(json.get("per_record").asDouble()).isEqualTo(50);
        assertThat(json.get("exactly_once").asDouble()).isEqualTo(150);
        assertThat(json.get("at_least_once").asDouble()).isEqualTo(100);
        assertThat(json.get("exactly_once_vs_ceiling").asDouble()).isEqualTo(0.75);
        assertThat(json.get("exactly_once_vs_per_record").asDouble()).isEqualTo(3);
        assertThat(json.get("per_record_tuned").asDouble()).isEqualTo(62.5);
        assertThat(json.get("exactly_once_vs_per_record_tuned").asDouble()).isEqualTo(2.4);
        assertThat(json.at("/rounds/0/exactly_once").asDouble()).isEqualTo(150);
        assertThat(json.at("/spread/exactly_once_vs_ceiling/min").asDouble()).isEqualTo(0.75);
        assertThat(json.at("/setup/ceiling_batch_size").asInt()).isEqualTo(16);
    }
}
