package dev.tideline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideline.benchmarks.RerunFigures.Preparation;
import dev.tideline.benchmarks.RerunFigures.Round;
import java.util.List;
import org.junit.jupiter.api.Test;

class RerunFiguresTest {
    @Test
    void theRatioIsTheMedianOfEachRoundsOwn() throws Exception {
        RerunFigures figures = RerunFigures.of(List.of(round(10, 1), round(20, 4), round(40, 6)), 100);

        JsonNode json = new ObjectMapper().readTree(ReportOption.json(figures));

        assertThat(json.get("first_seconds").asDouble()).isEqualTo(20);
        assertThat(json.get("rerun_seconds").asDouble()).isEqualTo(4);
        assertThat(json.get("rerun_vs_first").asDouble()).isEqualTo(0.15);
        assertThat(json.at("/spread/rerun_vs_first/max").asDouble()).isEqualTo(0.2);
        assertThat(json.at("/rounds/0/rerun/computed").asInt()).isEqualTo(100);
    }

    private static Round round(double first, double rerun) {
        return new Round(new Preparation(first, 2799, 2799), new Preparation(rerun, 2799, 100));
    }
}
