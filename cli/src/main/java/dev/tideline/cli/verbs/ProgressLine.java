package dev.tideline.cli.verbs;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on the terminal, or nothing where nobody watches. For one thread. */
final class ProgressLine implements AutoCloseable {
    private final String task;
    private final boolean visible;
    private ProgressBar bar;

    ProgressLine(String task, boolean visible) {
        this.task = task;
        this.visible = visible;
    }

    void start(long total) {
        if (visible) {
            bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(total)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(200)
                    // Stays on the line where the cursor is, so that a verb may print lines above it.
                    .setConsumer(new ConsoleProgressBarConsumer(System.err))
                    .build();
        }
    }

    /**
     * Starts the bar unless it is there.
     *
     * @param total -1 where nobody knows
     */
    ProgressLine showing(long total) {
        if (bar == null) {
            start(total);
        }
        return this;
    }

    void step() {
        if (bar != null) {
            bar.step();
        }
    }

    void stepTo(long done) {
        if (bar != null) {
            bar.stepTo(done);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
