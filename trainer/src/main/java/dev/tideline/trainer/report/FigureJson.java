package dev.tideline.trainer.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.tideline.trainer.data.Part;
import dev.tideline.trainer.training.DataFigures;
import dev.tideline.trainer.training.EpochFigures;
import dev.tideline.trainer.training.Evaluation;
import dev.tideline.trainer.training.NetworkFigures;
import dev.tideline.trainer.training.TrainingReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A run's figures as JSON. A figure that there is none of (a test without pictures) is null. */
public final class FigureJson {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private FigureJson() {}

    /** Writes the figures; the file is whole or not there, and an older one is replaced. */
    public static void write(TrainingReport report, Path file) throws IOException {
        WholeFile.write(file, MAPPER.writeValueAsBytes(document(report)));
    }

    private static Map<String, Object> document(TrainingReport report) {
        NetworkFigures network = report.network();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("layers", network.layers());
        document.put(
                "parameters",
                ordered(
                        "total",
                        network.parameters(),
                        "trainable",
                        byPhase(network.featureExtractionParameters(), network.fineTuningParameters())));
        document.put(
                "variables",
                Map.of("trainable", byPhase(network.featureExtractionVariables(), network.fineTuningVariables())));
        document.put("data", data(report.data()));
        document.put("initial", evaluation(report.initial()));
        document.put("epochs", report.epochs().stream().map(FigureJson::epoch).toList());
        document.put("validation", evaluation(report.validation()));
        document.put("test", evaluation(report.test()));
        document.put("preparation_seconds", report.preparationSeconds());
        document.put("seconds", report.seconds());
        return document;
    }

    private static Map<String, Object> byPhase(Number featureExtraction, Number fineTuning) {
        return ordered("feature_extraction", featureExtraction, "fine_tuning", fineTuning);
    }

    private static Map<String, Object> data(DataFigures data) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("labels", data.labels());
        for (Part part : Part.values()) {
            document.put(part.name().toLowerCase(Locale.ROOT), data.pictures().getOrDefault(part, List.of()));
        }
        document.put(
                "unreadable",
                data.unreadable().stream()
                        .map(picture -> ordered("picture", picture.id(), "reason", picture.reason()))
                        .toList());
        document.put("from_cache", data.fromCache());
        document.put("digest", data.digest());
        return document;
    }

    private static Map<String, Object> epoch(EpochFigures epoch) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("phase", epoch.phase().name().toLowerCase(Locale.ROOT));
        document.put("epoch", epoch.epoch());
        document.put("loss", figure(epoch.loss()));
        document.put("accuracy", figure(epoch.accuracy()));
        document.put("val_loss", figure(epoch.validationLoss()));
        document.put("val_accuracy", figure(epoch.validationAccuracy()));
        document.put("seconds", epoch.seconds());
        return document;
    }

    private static Map<String, Object> evaluation(Evaluation evaluation) {
        return ordered("loss", figure(evaluation.loss()), "accuracy", figure(evaluation.accuracy()));
    }

    /** JSON has no NaN and no infinity. */
    private static Double figure(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static Map<String, Object> ordered(String first, Object one, String second, Object other) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(first, one);
        map.put(second, other);
        return map;
    }
}
