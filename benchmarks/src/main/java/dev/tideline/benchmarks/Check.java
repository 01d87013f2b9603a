package dev.tideline.benchmarks;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a benchmark is to show, and whether it did.
 *
 * @param what the claim, in words
 * @param measured the figure that decides
 */
record Check(String what, boolean holds, String measured) {
    /** A line for each. */
    static String lines(List<Check> checks) {
        return checks.stream()
                .map(check -> (check.holds() ? "yes  " : "NO   ") + check.what() + ": " + check.measured())
                .collect(Collectors.joining("\n"));
    }
}
