package dev.tideline.trainer.guarantees;

import dev.tideline.events.ModelVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Runs that died leave no chunk that a reader sees and no folder; the versions that are there have all of their chunks. */
record NothingLeftOver() implements TrainingGuarantee {
    @Override
    public List<String> violations(Evidence evidence) {
        Set<String> wanted =
                evidence.present().stream().flatMap(NothingLeftOver::chunks).collect(Collectors.toSet());
        List<String> violations = new ArrayList<>();
        violations.addAll(TrainingGuarantee.sentence(
                "chunks are of no version",
                evidence.chunks().stream()
                        .filter(chunk -> !wanted.contains(chunk))
                        .sorted()
                        .toList()));
        violations.addAll(TrainingGuarantee.sentence(
                "chunks are missing",
                wanted.stream()
                        .filter(chunk -> !evidence.chunks().contains(chunk))
                        .sorted()
                        .toList()));
        violations.addAll(TrainingGuarantee.sentence("runs left their folder", evidence.leftovers()));
        return violations;
    }

    private static Stream<String> chunks(ModelVersion version) {
        return IntStream.range(0, version.getArtifactChunks())
                .mapToObj(chunk -> version.getName() + "/" + version.getVersion() + "/" + chunk);
    }
}
