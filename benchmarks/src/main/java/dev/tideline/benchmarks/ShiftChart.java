package dev.tideline.benchmarks;

import dev.tideline.benchmarks.plot.Axis;
import dev.tideline.benchmarks.plot.Colour;
import dev.tideline.benchmarks.plot.LineChart;
import dev.tideline.benchmarks.plot.LineChart.Line;
import dev.tideline.benchmarks.plot.LineChart.Mark;
import dev.tideline.benchmarks.plot.LineChart.Point;
import dev.tideline.benchmarks.shift.Answer;
import dev.tideline.benchmarks.shift.Kind;
import dev.tideline.benchmarks.shift.Share;
import dev.tideline.benchmarks.shift.ShiftPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Accuracy over the stream: of the last hundred photos, at each tenth. */
final class ShiftChart {
    private static final int WINDOW = 100;
    /** A curve begins with so many photos, as fewer jump. */
    private static final int FEWEST = 30;

    private static final int STEP = 10;

    private ShiftChart() {}

    /** @param answers of the whole stream, in its order */
    static LineChart of(ShiftPlan plan, List<Answer> answers) {
        List<Answer> since = answers.stream()
                .filter(answer -> answer.number() >= plan.before())
                .toList();
        List<Line> lines = List.of(
                new Line("old kind since the shift", Colour.BLUE, 1.5, curve(ofKind(Kind.ORDINARY, since))),
                new Line("new kind", Colour.ORANGE, 1.5, curve(ofKind(Kind.ALTERED, since))),
                new Line("the stream", Colour.INK, 2.5, curve(answers)));
        double lowest = lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(Point::y)
                .min()
                .orElse(0);
        return new LineChart(
                "Accuracy over the stream, of the last " + WINDOW + " photos",
                new Axis("photos", 0, plan.streamed(), false),
                new Axis("right", Math.floor(lowest * 10) / 10, 1, true),
                lines,
                marks(plan, answers));
    }

    private static List<Answer> ofKind(Kind kind, List<Answer> answers) {
        return answers.stream().filter(answer -> answer.kind() == kind).toList();
    }

    private static List<Point> curve(List<Answer> answers) {
        List<Point> curve = new ArrayList<>();
        for (int end = FEWEST; end <= answers.size(); end += STEP) {
            Share share = Share.of(answers.subList(Math.max(0, end - WINDOW), end));
            curve.add(new Point(answers.get(end - 1).number(), share.accuracy()));
        }
        return curve;
    }

    /** The shift, and where each further version answers its first photo. */
    private static List<Mark> marks(ShiftPlan plan, List<Answer> answers) {
        Map<Integer, Integer> first = new TreeMap<>();
        answers.forEach(answer -> first.putIfAbsent(answer.version(), answer.number()));
        Stream<Mark> versions = first.entrySet().stream()
                .map(version -> new Mark(version.getValue(), "version " + version.getKey(), Colour.FAINT));
        return Stream.concat(Stream.of(new Mark(plan.before(), "the shift", Colour.ORANGE)), versions)
                .toList();
    }
}
