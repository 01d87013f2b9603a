package dev.tideline.trainer.operations;

import java.util.List;

/**
 * What the labels of a run's meters may be. Each is shown from the start, at 0: the first run of a kind is to be seen as
 * a rise.
 *
 * @param reasons why runs are made
 * @param outcomes how they end
 */
public record RunLabels(List<String> reasons, List<String> outcomes) {
    public RunLabels {
        reasons = List.copyOf(reasons);
        outcomes = List.copyOf(outcomes);
    }
}
