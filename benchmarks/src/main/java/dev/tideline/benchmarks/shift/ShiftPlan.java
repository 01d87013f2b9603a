package dev.tideline.benchmarks.shift;

/**
 * Which photos come when.
 *
 * @param first ordinary photos that are labelled before there is a model
 * @param before ordinary photos of the stream, up to the shift
 * @param after photos of the stream from the shift on
 * @param alteration what is done to altered ones
 * @param altered which share of those after the shift is altered, from 0 to 1; evenly among the others
 */
public record ShiftPlan(int first, int before, int after, Alteration alteration, double altered) {
    /** Photos of the stream: those that a model answers before they are labelled. */
    public int streamed() {
        return before + after;
    }

    /** @param number of a photo of the stream, from 0 on */
    Kind kind(int number) {
        int sinceShift = number - before;
        boolean isAltered = sinceShift >= 0 && (long) ((sinceShift + 1) * altered) > (long) (sinceShift * altered);
        return isAltered ? Kind.ALTERED : Kind.ORDINARY;
    }
}
