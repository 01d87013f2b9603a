package dev.tideline.benchmarks.plot;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Lines over one axis, as a picture that is text: SVG, on white, so that it can be read on any page.
 *
 * @param title stands above
 * @param lines drawn in their order, the last on top
 * @param marks places on the x axis that have a name
 */
public record LineChart(String title, Axis x, Axis y, List<Line> lines, List<Mark> marks) {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 460;
    private static final int LEFT = 70;
    private static final int RIGHT = 880;
    private static final int TOP = 104;
    private static final int BOTTOM = 380;
    /** Names of marks stand above the plot, in rows, so that neighbours do not cover each other. */
    private static final int MARK_ROWS = 3;

    private static final int MARK_ROW_HEIGHT = 18;
    private static final int LEGEND_WIDTH = 240;

    /**
     * A curve.
     *
     * @param width of the line, in pixels
     */
    public record Line(String name, Colour colour, double width, List<Point> points) {
        public Line {
            points = List.copyOf(points);
        }
    }

    public record Point(double x, double y) {}

    public record Mark(double x, String name, Colour colour) {}

    public LineChart {
        lines = List.copyOf(lines);
        marks = List.copyOf(marks);
    }

    /** A whole SVG document, ending with a line break. */
    public String svg() {
        StringBuilder svg = new StringBuilder();
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                .formatted(WIDTH, HEIGHT));
        svg.append(" font-size=\"13\" fill=\"none\">\n");
        svg.append("<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n".formatted(WIDTH, HEIGHT));
        svg.append(
                text((LEFT + RIGHT) / 2.0, 26, "middle", Colour.INK, title, " font-size=\"17\" font-weight=\"bold\""));
        yAxis(svg);
        xAxis(svg);
        marks(svg);
        lines.forEach(line -> svg.append(polyline(line)));
        legend(svg);
        return svg.append("</svg>\n").toString();
    }

    private void yAxis(StringBuilder svg) {
        for (double tick : y.ticks()) {
            double at = down(tick);
            svg.append(straight(LEFT, at, RIGHT, at, Colour.GRID, ""));
            svg.append(text(LEFT - 8, at + 4, "end", Colour.FAINT, y.label(tick), ""));
        }
        double middle = (TOP + BOTTOM) / 2.0;
        svg.append(text(
                18, middle, "middle", Colour.INK, y.title(), " transform=\"rotate(-90 18 " + number(middle) + ")\""));
    }

    private void xAxis(StringBuilder svg) {
        for (double tick : x.ticks()) {
            svg.append(text(across(tick), BOTTOM + 20, "middle", Colour.FAINT, x.label(tick), ""));
        }
        svg.append(text((LEFT + RIGHT) / 2.0, BOTTOM + 42, "middle", Colour.INK, x.title(), ""));
    }

    private void marks(StringBuilder svg) {
        for (int i = 0; i < marks.size(); i++) {
            Mark mark = marks.get(i);
            double at = across(mark.x());
            double row = TOP - 8 - (MARK_ROWS - 1 - i % MARK_ROWS) * MARK_ROW_HEIGHT;
            svg.append(straight(at, row + 4, at, BOTTOM, mark.colour(), " stroke-dasharray=\"6 5\""));
            boolean nearTheEnd = x.place(mark.x()) > 0.75;
            svg.append(text(
                    nearTheEnd ? at - 4 : at + 4, row, nearTheEnd ? "end" : "start", mark.colour(), mark.name(), ""));
        }
    }

    private void legend(StringBuilder svg) {
        int from = (LEFT + RIGHT - LEGEND_WIDTH * lines.size()) / 2;
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            double at = from + i * LEGEND_WIDTH;
            svg.append(straight(
                    at,
                    HEIGHT - 18,
                    at + 26,
                    HEIGHT - 18,
                    line.colour(),
                    " stroke-width=\"" + number(line.width()) + "\""));
            svg.append(text(at + 34, HEIGHT - 14, "start", Colour.INK, line.name(), ""));
        }
    }

    private String polyline(Line line) {
        return line.points().stream()
                .map(point -> number(across(point.x())) + "," + number(down(point.y())))
                .collect(Collectors.joining(
                        " ",
                        "<polyline stroke=\"%s\" stroke-width=\"%s\" points=\""
                                .formatted(line.colour().code(), number(line.width())),
                        "\"/>\n"));
    }

    private double across(double value) {
        return LEFT + x.place(value) * (RIGHT - LEFT);
    }

    private double down(double value) {
        return BOTTOM - y.place(value) * (BOTTOM - TOP);
    }

    private static String straight(double x1, double y1, double x2, double y2, Colour colour, String more) {
        return "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\"%s/>\n"
                .formatted(number(x1), number(y1), number(x2), number(y2), colour.code(), more);
    }

    private static String text(double x, double y, String anchor, Colour colour, String text, String more) {
        return "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" fill=\"%s\"%s>%s</text>\n"
                .formatted(number(x), number(y), anchor, colour.code(), more, escaped(text));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** A tenth of a pixel is finer than anybody sees, and keeps the file small. */
    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value).replaceFirst("\\.0$", "");
    }
}
