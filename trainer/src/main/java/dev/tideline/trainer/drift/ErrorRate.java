package dev.tideline.trainer.drift;

/** How many of some tests were wrong. */
public record ErrorRate(int tests, int wrong) {
    static final ErrorRate NONE = new ErrorRate(0, 0);

    ErrorRate with(boolean wrongToo) {
        return new ErrorRate(tests + 1, wrong + (wrongToo ? 1 : 0));
    }

    /** Of these tests and others. */
    public ErrorRate plus(ErrorRate others) {
        return new ErrorRate(tests + others.tests, wrong + others.wrong);
    }

    ErrorRate without(ErrorRate first) {
        return new ErrorRate(tests - first.tests, wrong - first.wrong);
    }

    /** The share that was wrong; of no tests it is no number. */
    public double share() {
        return (double) wrong / tests;
    }
}
