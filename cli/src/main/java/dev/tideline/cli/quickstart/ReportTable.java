package dev.tideline.cli.quickstart;

import dev.tideline.cli.quickstart.QuickstartReport.Model;
import java.io.PrintWriter;
import java.util.Locale;

/** A report as people read it. */
final class ReportTable {
    private ReportTable() {}

    static void print(QuickstartReport report, PrintWriter out) {
        out.println();
        out.printf(
                "%-8s %-8s %-10s %-10s %-14s %s%n",
                "VERSION", "REASON", "PROMOTED", "HELD OUT", "ON THE STREAM", "PREDICTIONS");
        for (Model model : report.models()) {
            out.printf(
                    "%-8d %-8s %-10s %-10s %-14s %d%n",
                    model.version(),
                    model.reason(),
                    model.promoted() ? "yes" : "no",
                    shown(model.holdoutAccuracy()),
                    shown(model.accuracyOnStream()),
                    model.predictions());
        }
        out.println();
        out.printf(
                Locale.ROOT,
                "%d pictures: %d predictions, %d dead letters, %d lost, %d duplicated, in %.1f s%n",
                report.images(),
                report.predictions(),
                report.deadLetters(),
                report.lost(),
                report.duplicated(),
                report.seconds());
        out.println("On the stream: right among pictures that nobody had labelled when the version was made.");
        out.flush();
    }

    private static String shown(Double fraction) {
        return fraction == null ? "-" : LiveView.percent(fraction);
    }
}
