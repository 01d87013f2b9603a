package dev.tideline.benchmarks.process;

/** A process of the benchmark's own failed; the message names it and shows the end of its log. */
public final class ChildProcessException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    ChildProcessException(String message) {
        super(message);
    }
}
