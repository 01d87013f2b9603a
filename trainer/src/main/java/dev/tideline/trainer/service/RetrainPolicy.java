package dev.tideline.trainer.service;

import dev.tideline.events.TrainingRequest;
import java.util.Optional;

/**
 * When to train: someone asks, or enough labels are new or changed since the data of the last run.
 *
 * @param minLabels new or changed labels that start a run
 * @param rules what a run learns from
 */
record RetrainPolicy(int minLabels, DatasetRules rules) {
    /** What to do now. */
    sealed interface Decision {
        /** @param message why, for people */
        record Train(RunReason reason, String message) implements Decision {}

        record Wait(String why) implements Decision {}
    }

    /** @param trained how far labeled-images was read for the last run */
    Decision decide(TrainingSet set, SetPosition trained, Optional<TrainingRequest> request) {
        int labels = set.labelsSince(trained);
        if (request.isEmpty() && labels < minLabels) {
            return new Decision.Wait(labels + " of the " + minLabels + " new labels that start a run are there");
        }
        Optional<String> lacking = rules.lacking(set);
        if (lacking.isPresent()) {
            return new Decision.Wait(request.isPresent() ? "A run is asked for: " + lacking.get() : lacking.get());
        }
        return request.map(asked -> new Decision.Train(RunReason.REQUEST, told(asked)))
                .orElseGet(() ->
                        new Decision.Train(RunReason.LABELS, labels + " labels are new or changed since the last run"));
    }

    private static String told(TrainingRequest request) {
        String by = request.getRequestedBy().isEmpty() ? "" : " by " + request.getRequestedBy();
        String why = request.getReason().isEmpty() ? "" : ": " + request.getReason();
        return "Asked for" + by + why;
    }
}
