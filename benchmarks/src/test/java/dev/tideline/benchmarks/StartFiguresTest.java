package dev.tideline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideline.benchmarks.StartFigures.Run;
import dev.tideline.benchmarks.StartFigures.Start;
import dev.tideline.benchmarks.StartFigures.TrainingSet;
import dev.tideline.benchmarks.data.Alteration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StartFiguresTest {
    private final StartFigures figures = StartFigures.of(
            400,
            150,
            400,
            List.of(
                    run(1, Start.BASE, 0.90, 10),
                    run(1, Start.PRODUCTION, 0.95, 8),
                    run(2, Start.BASE, 0.80, 30),
                    run(2, Start.PRODUCTION, 0.97, 9),
                    run(3, Start.BASE, 0.85, 20),
                    run(3, Start.PRODUCTION, 0.99, 7)));

    @Test
    void eachSetAndStartHasItsMediansOverTheSeeds() throws Exception {
        JsonNode json = new ObjectMapper().readTree(ReportOption.json(figures));

        assertThat(json.get("summaries")).hasSize(2);
        assertThat(json.at("/summaries/0/set").asText()).isEqualTo("AND_INVERTED");
        assertThat(json.at("/summaries/0/accuracy/INVERTED/median").asDouble()).isEqualTo(0.85);
        assertThat(json.at("/summaries/0/accuracy/INVERTED/min").asDouble()).isEqualTo(0.80);
        assertThat(json.at("/summaries/1/seconds/median").asDouble()).isEqualTo(8);
        assertThat(json.at("/runs/5/seed").asInt()).isEqualTo(3);
    }

    @Test
    void theTableHasARowForEachSetAndStart() {
        assertThat(figures.table().lines()).hasSize(3).anySatisfy(row -> assertThat(row)
                .matches("and_inverted +production +1.0000 +0.9700 +0.5000 +8.0"));
    }

    private static Run run(long seed, Start start, double inverted, double seconds) {
        return new Run(
                seed,
                TrainingSet.AND_INVERTED,
                start,
                Map.of(Alteration.NONE, 1.0, Alteration.INVERTED, inverted, Alteration.EDGES, 0.5),
                seconds);
    }
}
