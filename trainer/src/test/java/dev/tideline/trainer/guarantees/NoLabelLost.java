package dev.tideline.trainer.guarantees;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Each picture that was labelled is in the training set of record, with its newest label, and no other is. */
record NoLabelLost() implements TrainingGuarantee {
    @Override
    public List<String> violations(Evidence evidence) {
        Map<String, Label> sent = evidence.sent();
        Map<String, Label> joined = evidence.joined();
        List<String> violations = new ArrayList<>();
        violations.addAll(TrainingGuarantee.sentence(
                "labelled pictures are not in the set",
                sent.keySet().stream()
                        .filter(id -> !joined.containsKey(id))
                        .sorted()
                        .toList()));
        violations.addAll(TrainingGuarantee.sentence(
                "pictures have another label than their newest",
                sent.keySet().stream()
                        .filter(id -> joined.containsKey(id) && !joined.get(id).equals(sent.get(id)))
                        .sorted()
                        .map(id -> id + " (" + joined.get(id) + " instead of " + sent.get(id) + ")")
                        .toList()));
        violations.addAll(TrainingGuarantee.sentence(
                "pictures of the set were never labelled",
                joined.keySet().stream()
                        .filter(id -> !sent.containsKey(id))
                        .sorted()
                        .toList()));
        return violations;
    }
}
