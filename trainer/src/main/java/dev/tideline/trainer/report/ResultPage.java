package dev.tideline.trainer.report;

import dev.tideline.trainer.data.Part;
import dev.tideline.trainer.training.DataFigures;
import dev.tideline.trainer.training.EpochFigures;
import dev.tideline.trainer.training.Evaluation;
import dev.tideline.trainer.training.NetworkFigures;
import dev.tideline.trainer.training.Phase;
import dev.tideline.trainer.training.TrainedModel;
import dev.tideline.trainer.training.TrainingReport;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The results as one HTML document that needs no other file and runs no script. */
final class ResultPage {
    private static final int FEW = 4;

    private final TrainedModel model;
    private final TrainingReport report;
    private final Map<String, String> lineage;
    private final StringBuilder html = new StringBuilder();

    private ResultPage(TrainedModel model, Map<String, String> lineage) {
        this.model = model;
        this.report = model.report();
        this.lineage = lineage;
    }

    /** @param curves empty where there were no epochs */
    static String of(
            TrainedModel model,
            Map<String, String> lineage,
            Optional<BufferedImage> curves,
            Gallery gallery,
            ConfusionMatrix confusion)
            throws IOException {
        ResultPage page = new ResultPage(model, lineage);
        page.results();
        page.curves(curves);
        page.confusion(confusion);
        page.tiles(
                "Worst mistakes",
                gallery.mistakes(),
                "The test pictures of whose true class the model is least sure, worst first.",
                model.test().isEmpty() ? "No pictures were left for a test." : "None: every test picture is right.");
        page.tiles(
                "Predictions",
                gallery.predictions(),
                "Test pictures, drawn at random, as the network saw them.",
                "No pictures were left for a test.");
        page.tiles(
                "Augmentation",
                gallery.augmented(),
                "Nine versions of one training picture. What turns into view is the picture reflected.",
                "No training picture can be read any more.");
        page.data();
        page.settings();
        List<String> labels = model.labels();
        String shown = labels.size() <= FEW ? String.join(", ", labels) : labels.size() + " classes";
        return Html.page("Training report: " + shown, page.html.toString());
    }

    private void results() {
        String answer = Double.isNaN(report.test().accuracy())
                ? "no pictures were left for a test"
                : percent(report.test().accuracy()) + " of " + model.test().size() + " test pictures are right";
        html.append("<p class=lead>").append(Html.escape(capital(answer))).append(".</p>\n");
        html.append("<table><caption>Figures</caption><thead><tr><th scope=col></th><th scope=col>Accuracy</th>"
                + "<th scope=col>Loss</th></tr></thead><tbody>\n");
        evaluation("Before training (validation)", report.initial());
        lastOf(Phase.FEATURE_EXTRACTION)
                .ifPresent(epoch -> evaluation("After feature extraction (validation)", validation(epoch)));
        evaluation("The result (validation)", report.validation());
        evaluation("The result (test)", report.test());
        html.append("</tbody></table>\n");
        NetworkFigures network = report.network();
        html.append(String.format(
                Locale.ROOT,
                "<p>%,d parameters in all; %,d of them learned in feature extraction, %,d in fine-tuning."
                        + " The run took %.0f s, %.0f s of it to prepare the pictures.</p>%n",
                network.parameters(),
                network.featureExtractionParameters(),
                network.fineTuningParameters(),
                report.seconds(),
                report.preparationSeconds()));
    }

    private Optional<EpochFigures> lastOf(Phase phase) {
        return report.epochs().stream().filter(epoch -> epoch.phase() == phase).reduce((earlier, later) -> later);
    }

    private static Evaluation validation(EpochFigures epoch) {
        return new Evaluation(epoch.validationLoss(), epoch.validationAccuracy());
    }

    private void evaluation(String name, Evaluation evaluation) {
        html.append("<tr><th scope=row>").append(Html.escape(name)).append("</th><td>");
        html.append(percent(evaluation.accuracy())).append("</td><td>");
        html.append(number(evaluation.loss())).append("</td></tr>\n");
    }

    private void curves(Optional<BufferedImage> curves) throws IOException {
        html.append("<h2>Learning curves</h2>\n");
        if (curves.isEmpty()) {
            html.append("<p>There were no epochs.</p>\n");
            return;
        }
        html.append(Html.image(
                "wide",
                Images.drawingAddress(curves.get()),
                "Accuracy and loss by epoch, on training and validation pictures; the table below has the numbers."));
        html.append("<details><summary>Numbers of each epoch</summary><table><thead><tr>");
        for (String column :
                List.of("Epoch", "Phase", "Loss", "Accuracy", "Validation loss", "Validation accuracy", "Seconds")) {
            html.append("<th scope=col>").append(column).append("</th>");
        }
        html.append("</tr></thead><tbody>\n");
        for (EpochFigures epoch : report.epochs()) {
            html.append("<tr><th scope=row>").append(epoch.epoch()).append("</th>");
            String phase = epoch.phase().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            for (String cell : List.of(
                    phase,
                    number(epoch.loss()),
                    percent(epoch.accuracy()),
                    number(epoch.validationLoss()),
                    percent(epoch.validationAccuracy()),
                    String.format(Locale.ROOT, "%.1f", epoch.seconds()))) {
                html.append("<td>").append(cell).append("</td>");
            }
            html.append("</tr>\n");
        }
        html.append("</tbody></table></details>\n");
    }

    private void confusion(ConfusionMatrix matrix) throws IOException {
        html.append("<h2>Confusion matrix</h2>\n");
        if (model.test().isEmpty()) {
            html.append("<p>No pictures were left for a test.</p>\n");
        } else if (matrix.labels().size() <= ConfusionTable.MOST) {
            html.append(ConfusionTable.of(matrix));
        } else {
            html.append(Html.image(
                    "wide",
                    Images.drawingAddress(ConfusionPicture.draw(matrix)),
                    "Test pictures: a row for each true class, a column for each predicted one, in the labels' order;"
                            + " darker for a larger share."));
        }
    }

    private void tiles(String heading, List<Tile> tiles, String explanation, String whenEmpty) throws IOException {
        html.append("<h2>").append(heading).append("</h2>\n<p>");
        html.append(Html.escape(tiles.isEmpty() ? whenEmpty : explanation)).append("</p>\n<div class=tiles>\n");
        for (Tile tile : tiles) {
            html.append("<figure>");
            html.append(Html.image("", Images.photographAddress(tile.picture()), tile.description()));
            if (!tile.caption().isEmpty()) {
                String tone = tile.tone().name().toLowerCase(Locale.ROOT);
                html.append("<figcaption><span class=").append(tone).append('>');
                html.append(tile.caption().stream().map(Html::escape).collect(Collectors.joining("</span><span>")));
                html.append("</span></figcaption>");
            }
            html.append("</figure>\n");
        }
        html.append("</div>\n");
    }

    private void data() {
        DataFigures data = report.data();
        html.append("<h2>Data</h2>\n<table><thead><tr><th scope=col>Class</th><th scope=col>Training</th>"
                + "<th scope=col>Validation</th><th scope=col>Test</th></tr></thead><tbody>\n");
        IntStream.range(0, data.labels().size()).forEach(label -> {
            html.append("<tr><th scope=row>")
                    .append(Html.escape(data.labels().get(label)))
                    .append("</th>");
            for (Part part : Part.values()) {
                html.append("<td>").append(data.pictures().get(part).get(label)).append("</td>");
            }
            html.append("</tr>\n");
        });
        html.append("</tbody></table>\n");
        if (!data.unreadable().isEmpty()) {
            html.append("<details><summary>")
                    .append(data.unreadable().size())
                    .append(" left out as unreadable</summary><ul>\n");
            data.unreadable().forEach(picture -> html.append("<li><code>")
                    .append(Html.escape(picture.id()))
                    .append("</code> ")
                    .append(Html.escape(picture.reason()))
                    .append("</li>\n"));
            html.append("</ul></details>\n");
        }
    }

    private void settings() {
        html.append("<h2>How it was trained</h2>\n<table class=lineage><tbody>\n");
        new TreeMap<>(lineage).forEach((name, value) -> html.append("<tr><th scope=row>")
                .append(Html.escape(name.replace('_', ' ')))
                .append("</th><td>")
                .append(Html.escape(value))
                .append("</td></tr>\n"));
        html.append("</tbody></table>\n");
    }

    private static String percent(double share) {
        return Double.isFinite(share) ? String.format(Locale.ROOT, "%.1f %%", 100 * share) : "–";
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : "–";
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
