package dev.tideline.trainer.report;

import dev.tideline.trainer.training.EpochFigures;
import dev.tideline.trainer.training.Phase;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Accuracy above, loss below, over the epochs of both phases, with a line where fine-tuning starts. */
final class LearningCurves {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 410;
    private static final BasicStroke SOLID = new BasicStroke(2.5f);
    private static final BasicStroke DASHED =
            new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {6, 5}, 0);
    private static final Curve TRAINING = new Curve("training", Palette.TRAINING, SeriesMarkers.CIRCLE);
    private static final Curve VALIDATION = new Curve("validation", Palette.VALIDATION, SeriesMarkers.DIAMOND);

    private LearningCurves() {}

    /** @param epochs at least one */
    static BufferedImage draw(List<EpochFigures> epochs) {
        double lowest = figures(epochs, EpochFigures::accuracy, EpochFigures::validationAccuracy)
                .min()
                .orElse(0);
        double highest = figures(epochs, EpochFigures::loss, EpochFigures::validationLoss)
                .max()
                .orElse(1);
        XYChart accuracy = chart("Accuracy", epochs, Math.max(0, Math.floor(lowest * 20 - 1) / 20), 1);
        add(accuracy, TRAINING, epochs, EpochFigures::accuracy);
        add(accuracy, VALIDATION, epochs, EpochFigures::validationAccuracy);
        XYChart loss = chart("Loss (cross-entropy)", epochs, 0, highest * 1.1);
        add(loss, TRAINING, epochs, EpochFigures::loss);
        add(loss, VALIDATION, epochs, EpochFigures::validationLoss);

        BufferedImage both = new BufferedImage(WIDTH, 2 * HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = both.createGraphics();
        graphics.drawImage(BitmapEncoder.getBufferedImage(accuracy), 0, 0, null);
        graphics.drawImage(BitmapEncoder.getBufferedImage(loss), 0, HEIGHT, null);
        graphics.dispose();
        return both;
    }

    private static XYChart chart(String title, List<EpochFigures> epochs, double low, double high) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("Epoch")
                .build();
        style(chart.getStyler(), epochs);
        chart.getStyler().setYAxisMin(low);
        chart.getStyler().setYAxisMax(high);
        fineTuningStart(epochs).ifPresent(start -> {
            XYSeries border =
                    chart.addSeries("fine-tuning starts", new double[] {start, start}, new double[] {low, high});
            border.setMarker(SeriesMarkers.NONE);
            border.setLineColor(Palette.FAINT);
            border.setLineStyle(DASHED);
        });
        return chart;
    }

    private static void add(
            XYChart chart, Curve curve, List<EpochFigures> epochs, ToDoubleFunction<EpochFigures> figure) {
        List<EpochFigures> known = epochs.stream()
                .filter(epoch -> Double.isFinite(figure.applyAsDouble(epoch)))
                .toList();
        if (known.isEmpty()) {
            return;
        }
        XYSeries series = chart.addSeries(
                curve.name(),
                known.stream().mapToDouble(EpochFigures::epoch).toArray(),
                known.stream().mapToDouble(figure).toArray());
        series.setLineColor(curve.color());
        series.setLineStyle(SOLID);
        series.setMarker(curve.marker());
        series.setMarkerColor(curve.color());
    }

    private static void style(XYStyler styler, List<EpochFigures> epochs) {
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setChartFontColor(Palette.INK);
        styler.setChartTitleFont(Palette.font(Font.BOLD, 17));
        styler.setAxisTitleFont(Palette.font(Font.PLAIN, 13));
        styler.setAxisTickLabelsFont(Palette.font(Font.PLAIN, 13));
        styler.setAxisTickLabelsColor(Palette.FAINT);
        styler.setLegendFont(Palette.font(Font.PLAIN, 14));
        styler.setLegendBorderColor(Color.WHITE);
        styler.setLegendPosition(LegendPosition.OutsideS);
        styler.setLegendLayout(LegendLayout.Horizontal);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(Palette.GRID);
        styler.setPlotGridLinesStroke(new BasicStroke(1f));
        styler.setPlotGridVerticalLinesVisible(false);
        styler.setAxisTicksMarksVisible(false);
        styler.setMarkerSize(7);
        styler.setYAxisDecimalPattern("0.00");
        styler.setYAxisLeftWidthHint(60);
        int first = epochs.get(0).epoch();
        int last = epochs.get(epochs.size() - 1).epoch();
        // An axis needs a length.
        styler.setXAxisMin((double) (first == last ? first - 1 : first));
        styler.setXAxisMax((double) (first == last ? last + 1 : last));
        styler.setXAxisDecimalPattern("0");
        styler.setXAxisTickMarkSpacingHint(Math.max(40, WIDTH / (epochs.size() + 1)));
    }

    /** Half an epoch before the first one; empty where there is no border between two phases. */
    private static OptionalDouble fineTuningStart(List<EpochFigures> epochs) {
        if (epochs.get(0).phase() == Phase.FINE_TUNING) {
            return OptionalDouble.empty();
        }
        return epochs.stream()
                .filter(epoch -> epoch.phase() == Phase.FINE_TUNING)
                .mapToDouble(epoch -> epoch.epoch() - 0.5)
                .findFirst();
    }

    private static DoubleStream figures(
            List<EpochFigures> epochs, ToDoubleFunction<EpochFigures> one, ToDoubleFunction<EpochFigures> other) {
        return DoubleStream.concat(
                        epochs.stream().mapToDouble(one), epochs.stream().mapToDouble(other))
                .filter(Double::isFinite);
    }

    /** Curves differ by their marks too, not by colour alone. */
    private record Curve(String name, Color color, Marker marker) {}
}
