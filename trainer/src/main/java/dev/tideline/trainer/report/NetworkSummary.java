package dev.tideline.trainer.report;

import dev.tideline.trainer.network.Layer;
import dev.tideline.trainer.network.MobileNetV2;
import dev.tideline.trainer.network.VariableSpec;
import dev.tideline.trainer.training.NetworkFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The network as a table, as Keras's {@code model.summary()} prints it. */
public final class NetworkSummary {
    private static final String ROW = "%-50s %-24s %12s  %s";
    private static final String RULE = "=".repeat(105);

    private NetworkSummary() {}

    /** Every layer of base and head, a line each, and the totals. */
    public static List<String> table(MobileNetV2 network, int classes, int fineTuneAt, NetworkFigures figures) {
        List<String> lines = new ArrayList<>();
        lines.add(row("Layer (type)", "Output shape", "Param #", "Trainable"));
        lines.add(RULE);
        for (Layer layer : network.layers()) {
            lines.add(row(
                    layer.name() + " (" + layer.operation().kerasName() + ")",
                    layer.output().toString(),
                    grouped(layer.parameters()),
                    trainable(layer, fineTuneAt)));
        }
        String features = "(None, " + network.features() + ")";
        lines.add(row("global_average_pooling2d (GlobalAveragePooling2D)", features, "0", "-"));
        lines.add(row("dropout (Dropout)", features, "0", "-"));
        lines.add(row(
                "dense (Dense)",
                "(None, " + (classes == 2 ? 1 : classes) + ")",
                grouped(figures.featureExtractionParameters()),
                "always"));
        lines.add(RULE);
        lines.addAll(totals(figures));
        return lines;
    }

    /** The sums alone. */
    public static List<String> totals(NetworkFigures figures) {
        return List.of(
                String.format(
                        Locale.ROOT,
                        "MobileNetV2, %d layers, and a head: %,d parameters",
                        figures.layers(),
                        figures.parameters()),
                trainableLine(
                        "Feature extraction",
                        figures.featureExtractionParameters(),
                        figures.featureExtractionVariables()),
                trainableLine("Fine-tuning", figures.fineTuningParameters(), figures.fineTuningVariables()));
    }

    private static String trainableLine(String phase, long parameters, int variables) {
        return String.format(
                Locale.ROOT, "  %-20s %,9d trainable, in %d variables", phase + ":", parameters, variables);
    }

    private static String trainable(Layer layer, int fineTuneAt) {
        boolean learns = layer.variables().stream().anyMatch(VariableSpec::trainable);
        if (!learns) {
            return "-";
        }
        return layer.index() >= fineTuneAt ? "in fine-tuning" : "no";
    }

    private static String row(String layer, String shape, String parameters, String trainable) {
        return String.format(Locale.ROOT, ROW, layer, shape, parameters, trainable);
    }

    private static String grouped(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
