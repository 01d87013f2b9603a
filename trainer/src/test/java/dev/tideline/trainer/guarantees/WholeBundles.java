package dev.tideline.trainer.guarantees;

import dev.tideline.events.ModelVersion;
import java.util.ArrayList;
import java.util.List;

/** Each version came to classifiers whole: all of its chunks, with the digest that was published. */
record WholeBundles() implements TrainingGuarantee {
    @Override
    public List<String> violations(Evidence evidence) {
        List<String> violations = new ArrayList<>();
        violations.addAll(TrainingGuarantee.sentence("bundles were refused", evidence.refusals()));
        violations.addAll(TrainingGuarantee.sentence(
                "versions never came",
                evidence.published().stream()
                        .map(ModelVersion::getVersion)
                        .filter(version -> !evidence.whole().contains(version))
                        .toList()));
        return violations;
    }
}
