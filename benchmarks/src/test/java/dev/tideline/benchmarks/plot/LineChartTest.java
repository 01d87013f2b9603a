package dev.tideline.benchmarks.plot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.benchmarks.plot.LineChart.Line;
import dev.tideline.benchmarks.plot.LineChart.Mark;
import dev.tideline.benchmarks.plot.LineChart.Point;
import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class LineChartTest {
    private static final Axis PICTURES = new Axis("pictures", 0, 100, false);
    private static final Axis ACCURACY = new Axis("accuracy", 0, 1, true);

    @Test
    void theCurveGoesFromTheAxesOriginToTheOppositeCorner() throws Exception {
        Document svg = drawn(new LineChart(
                "Accuracy",
                PICTURES,
                ACCURACY,
                List.of(new Line("all", Colour.INK, 2, List.of(new Point(0, 0), new Point(100, 1)))),
                List.of()));

        Element curve = (Element) svg.getElementsByTagName("polyline").item(0);
        assertThat(curve.getAttribute("points")).isEqualTo("70,380 880,104");
    }

    @Test
    void everythingThatHasANameIsNamedWhateverCharactersItHas() throws Exception {
        Document svg = drawn(new LineChart(
                "Cats & dogs",
                PICTURES,
                ACCURACY,
                List.of(new Line("old <kind>", Colour.BLUE, 2, List.of(new Point(0, 1)))),
                List.of(new Mark(90, "version 2", Colour.FAINT))));

        NodeList texts = svg.getElementsByTagName("text");
        List<String> names = IntStream.range(0, texts.getLength())
                .mapToObj(i -> texts.item(i).getTextContent())
                .toList();
        assertThat(names).contains("Cats & dogs", "pictures", "accuracy", "old <kind>", "version 2", "100 %");
    }

    private static Document drawn(LineChart chart) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(chart.svg())));
    }
}
