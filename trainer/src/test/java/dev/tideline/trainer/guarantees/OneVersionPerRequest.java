package dev.tideline.trainer.guarantees;

import dev.tideline.events.ModelVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Whoever asks for a run gets one version, and nobody gets one who did not ask. */
record OneVersionPerRequest() implements TrainingGuarantee {
    @Override
    public List<String> violations(Evidence evidence) {
        Map<String, List<Integer>> answers = evidence.published().stream()
                .collect(Collectors.groupingBy(
                        Evidence::request, Collectors.mapping(ModelVersion::getVersion, Collectors.toList())));
        List<String> violations = new ArrayList<>();
        violations.addAll(TrainingGuarantee.sentence(
                "requests have no version",
                evidence.requests().stream()
                        .filter(request -> !answers.containsKey(request))
                        .toList()));
        violations.addAll(TrainingGuarantee.sentence(
                "requests have more than one version",
                evidence.requests().stream()
                        .filter(request ->
                                answers.getOrDefault(request, List.of()).size() > 1)
                        .map(request -> request + " (versions " + answers.get(request) + ")")
                        .toList()));
        violations.addAll(TrainingGuarantee.sentence(
                "versions answer nobody",
                evidence.published().stream()
                        .filter(version -> !evidence.requests().contains(Evidence.request(version)))
                        .map(ModelVersion::getVersion)
                        .toList()));
        return violations;
    }
}
