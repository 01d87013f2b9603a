package dev.tideline.benchmarks.engine;

import java.util.Locale;

/** How the cores are shared out. */
public enum Streams {
    /** One batch at a time; as many threads as there are cores share each operation. */
    ONE_ON_ALL_CORES,
    /** As many batches at a time as there are cores; an operation has one thread. */
    ONE_A_CORE;

    /** Batches at a time. */
    public int callers() {
        return switch (this) {
            case ONE_ON_ALL_CORES -> 1;
            case ONE_A_CORE -> cores();
        };
    }

    /** Threads that share an operation. */
    int threads() {
        return switch (this) {
            case ONE_ON_ALL_CORES -> cores();
            case ONE_A_CORE -> 1;
        };
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }
}
