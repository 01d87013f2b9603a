package dev.tideline.trainer.operations;

import dev.tideline.trainer.drift.ErrorRate;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What the training set is like at a moment.
 *
 * @param pictures number of pictures by label
 * @param newLabels labels that are new or changed since the last run
 * @param errors by version of the model, what people's labels said of its predictions
 * @param lastRun when the last run ended; empty before the first
 */
public record SetFigures(
        Map<String, Long> pictures, int newLabels, Map<Integer, ErrorRate> errors, Optional<Instant> lastRun) {
    public SetFigures {
        pictures = Map.copyOf(pictures);
        errors = Map.copyOf(errors);
    }
}
