package dev.tideline.cli.quickstart;

import dev.tideline.cli.quickstart.StreamLedger.Standing;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** A report as people read it. */
final class ReportTable {
    private static final String NOTHING = "-";

    private ReportTable() {}

    static void print(QuickstartReport report, List<Standing> versions, PrintWriter out) {
        out.println();
        out.println(line("VERSION", "REASON", "HELD OUT", "DIFFERENCE", "ON THE STREAM", "PREDICTIONS", "VERDICT"));
        versions.forEach(version -> out.println(line(version)));
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
        out.println(
                "Held out: right among labelled pictures that no version was trained on. Difference: from production"
                        + " of that time, in points, with its 95 % interval.");
        out.println("On the stream: right among pictures that nobody had labelled when the version was made.");
        out.flush();
    }

    private static String line(Standing standing) {
        return line(
                standing.version(),
                standing.reason(),
                standing.assessment().heldOut().orElse(NOTHING),
                standing.assessment().difference().map(Object::toString).orElse(NOTHING),
                standing.accuracyOnStream().map(LiveView::percent).orElse(NOTHING),
                standing.predictions(),
                standing.assessment().verdict().map(Object::toString).orElse(NOTHING));
    }

    private static String line(Object... columns) {
        return String.format("%-8s %-8s %-15s %-22s %-14s %-12s %s", columns);
    }
}
