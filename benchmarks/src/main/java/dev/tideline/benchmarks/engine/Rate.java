package dev.tideline.benchmarks.engine;

/**
 * Pictures a second.
 *
 * @param all with everything that a caller waits for
 * @param engine in the time in which the engine itself ran, see {@link Network.Answer}
 */
public record Rate(double all, double engine) {
    /** Reads what {@link #toString} gives. */
    static Rate parse(String text) {
        String[] numbers = text.split(" ");
        return new Rate(Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]));
    }

    @Override
    public String toString() {
        return all + " " + engine;
    }
}
