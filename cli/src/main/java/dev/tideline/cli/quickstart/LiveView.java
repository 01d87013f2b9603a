package dev.tideline.cli.quickstart;

import dev.tideline.cli.quickstart.StreamLedger.Figures;
import dev.tideline.cli.quickstart.StreamLedger.Standing;
import dev.tideline.model.store.Assessment;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What people see: lines that stay, and below them, on a terminal, a panel that is drawn anew in place. Where the output
 * is no terminal the panel becomes a plain line from time to time. For one thread.
 */
final class LiveView {
    private static final String ERASE_BELOW = "\u001b[J";
    private static final int PANEL_WIDTH = 79;
    private static final Duration ON_TERMINAL = Duration.ofMillis(200);
    private static final Duration ELSEWHERE = Duration.ofSeconds(5);

    private final PrintWriter out;
    private final boolean terminal;
    private final RateMeter rate = new RateMeter(Duration.ofSeconds(3));
    private int panelLines;
    private long lastDrawn = System.nanoTime();

    LiveView(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** A line that stays. */
    void say(String line) {
        erasePanel();
        out.println(line);
        out.flush();
    }

    /** Shows the figures of now, unless it did so a moment ago. */
    void show(Figures figures, String doing, String training) {
        rate.reading(figures.predictions(), System.nanoTime());
        long now = System.nanoTime();
        Duration pause = terminal ? ON_TERMINAL : ELSEWHERE;
        if (now - lastDrawn < pause.toNanos()) {
            return;
        }
        lastDrawn = now;
        if (terminal) {
            erasePanel();
            List<String> panel = panel(figures, doing, training);
            panel.forEach(line -> out.println(clipped(line)));
            panelLines = panel.size();
        } else {
            out.println("  " + counts(figures) + " · " + doing);
        }
        out.flush();
    }

    /** A line that the terminal wrapped would be two, and erasing the panel would leave one of them. */
    private static String clipped(String line) {
        return line.length() <= PANEL_WIDTH ? line : line.substring(0, PANEL_WIDTH - 1) + "…";
    }

    private void erasePanel() {
        if (panelLines > 0) {
            out.print("\u001b[" + panelLines + "A\r" + ERASE_BELOW);
            panelLines = 0;
        }
    }

    private List<String> panel(Figures figures, String doing, String training) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("  pictures  " + counts(figures));
        lines.add("  now       " + doing);
        lines.add("  training  " + training);
        figures.versions().forEach(standing -> lines.add("  " + line(standing)));
        return lines;
    }

    private String counts(Figures figures) {
        return String.format(
                Locale.ROOT,
                "%d sent, %d classified, %d dead letters, %d labelled, %.0f pictures/s",
                figures.published(),
                figures.predictions(),
                figures.deadLetters(),
                figures.labels(),
                rate.perSecond());
    }

    /** A version on one line, for the panel and for the milestones. */
    static String line(Standing standing) {
        return String.format(
                "version %d  %s, held out %s, on the stream %s",
                standing.version(),
                standing.promoted() ? "in service" : "kept back",
                standing.assessment().accuracy().map(LiveView::percent).orElse("?"),
                onStream(standing));
    }

    /** A version that has just been made, with why it was and what the gate made of it. */
    static List<String> details(Standing standing) {
        Assessment assessment = standing.assessment();
        List<String> lines = new ArrayList<>();
        lines.add("   version " + standing.version() + " is made");
        lines.add("     reason    " + standing.reason() + (assessment.why().isEmpty() ? "" : ": " + assessment.why()));
        assessment
                .heldOut()
                .ifPresent(text -> lines.add("     held out  " + text + " pictures are right"
                        + assessment
                                .difference()
                                .map(difference ->
                                        "; " + difference + " points from production, with the 95 % interval")
                                .orElse("")));
        assessment.verdict().ifPresent(verdict -> {
            lines.add("     verdict   " + verdict);
            lines.add("               " + verdict.message());
        });
        return lines;
    }

    private static String onStream(Standing standing) {
        return standing.accuracyOnStream()
                .map(value -> percent(value) + " right of " + standing.unseen() + " unseen")
                .orElse("no unseen picture yet");
    }

    static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * fraction);
    }
}
