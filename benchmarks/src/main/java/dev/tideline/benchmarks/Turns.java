package dev.tideline.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Who is when at work: each round begins with the next one, so that nobody is always first or last. */
final class Turns {
    private Turns() {}

    /** @param round from 1 on; the first round keeps the order */
    static <T> List<T> of(List<T> contestants, int round) {
        List<T> order = new ArrayList<>(contestants);
        Collections.rotate(order, 1 - round);
        return order;
    }
}
