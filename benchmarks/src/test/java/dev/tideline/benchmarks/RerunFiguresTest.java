package dev.tideline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideline.benchmarks.RerunFigures.Preparation;
import dev.tideline.benchmarks.RerunFigures.Round;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RerunFiguresTest {
    @Test
    void theRatioIsTheMedianOfEachRoundsOwnAndSizesStandInOrder() throws Exception {
        RerunFigures figures = figures(Map.of(
                4000, List.of(round(80, 4)),
                2000, List.of(round(10, 1), round(20, 4), round(40, 6))));

        JsonNode json = new ObjectMapper().readTree(ReportOption.json(figures));

        assertThat(json.at("/sizes/0/pictures").asInt()).isEqualTo(2000);
        assertThat(json.at("/sizes/1/pictures").asInt()).isEqualTo(4000);
        assertThat(json.at("/sizes/0/first_seconds/median").asDouble()).isEqualTo(20);
        assertThat(json.at("/sizes/0/rerun_seconds/median").asDouble()).isEqualTo(4);
        assertThat(json.at("/sizes/0/rerun_vs_first/median").asDouble()).isEqualTo(0.15);
        assertThat(json.at("/sizes/0/rerun_vs_first/max").asDouble()).isEqualTo(0.2);
        assertThat(json.at("/sizes/0/rounds/0/rerun/computed").asInt()).isEqualTo(100);
    }

    @Test
    void whatIsPromisedOfTwoThousandPicturesIsCheckedThereAlone() {
        assertThat(figures(Map.of(2000, List.of(round(10, 1)))).checks())
                .singleElement()
                .satisfies(check -> assertThat(check.holds()).isTrue());
        assertThat(figures(Map.of(2000, List.of(round(10, 1.1)))).checks())
                .singleElement()
                .satisfies(check -> assertThat(check.holds()).isFalse());
        assertThat(figures(Map.of(1000, List.of(round(10, 9)))).checks()).isEmpty();
    }

    @Test
    void aSizeIsARowAndAPointOfEachCurve() {
        RerunFigures figures = figures(Map.of(500, List.of(round(10, 2)), 1000, List.of(round(20, 2))));

        assertThat(figures.table())
                .hasToString(
                        """
                        pictures  first run s  with 100 more s  ratio  least   most
                        500              10.0              2.0  0.200  0.200  0.200
                        1000             20.0              2.0  0.100  0.100  0.100
                        """);
        assertThat(figures.chart().lines())
                .allSatisfy(line -> assertThat(line.points()).hasSize(2));
    }

    private static RerunFigures figures(Map<Integer, List<Round>> rounds) {
        return RerunFigures.of(new TreeMap<>(rounds), 100);
    }

    private static Round round(double first, double rerun) {
        return new Round(new Preparation(first, 2000, 2000), new Preparation(rerun, 2100, 100));
    }
}
