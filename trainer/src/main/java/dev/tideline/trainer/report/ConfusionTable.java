package dev.tideline.trainer.report;

import java.awt.Color;
import java.util.Locale;

/** A confusion matrix as an HTML table, whose shades say what its numbers say. */
final class ConfusionTable {
    /** With more classes, people look at a picture, and a browser could not bear the table. */
    static final int MOST = 60;

    private ConfusionTable() {}

    static String of(ConfusionMatrix matrix) {
        StringBuilder html = new StringBuilder("<p>Test pictures: a row for each true class, a column for what the"
                + " model says.</p>\n<div class=scroll><table class=confusion><thead><tr>"
                + "<th scope=col>True class</th>");
        matrix.labels()
                .forEach(label ->
                        html.append("<th scope=col>").append(Html.escape(label)).append("</th>"));
        html.append("</tr></thead><tbody>\n");
        int classes = matrix.labels().size();
        for (int truth = 0; truth < classes; truth++) {
            html.append("<tr><th scope=row>")
                    .append(Html.escape(matrix.labels().get(truth)))
                    .append("</th>");
            for (int predicted = 0; predicted < classes; predicted++) {
                html.append(cell(matrix, truth, predicted));
            }
            html.append("</tr>\n");
        }
        return html.append("</tbody></table></div>\n").toString();
    }

    private static String cell(ConfusionMatrix matrix, int truth, int predicted) {
        double share = matrix.share(truth, predicted);
        Color shade = ConfusionPicture.shade(share);
        return String.format(
                Locale.ROOT,
                "<td style=\"background:#%06x;color:%s\">%d%s</td>",
                shade.getRGB() & 0xffffff,
                ConfusionPicture.isDark(share) ? "#fff" : "inherit",
                matrix.count(truth, predicted),
                share == 0 ? "" : String.format(Locale.ROOT, "<small>%.0f %%</small>", 100 * share));
    }
}
