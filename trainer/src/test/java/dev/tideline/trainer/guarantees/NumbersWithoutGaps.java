package dev.tideline.trainer.guarantees;

import dev.tideline.events.ModelVersion;
import java.util.List;
import java.util.stream.IntStream;

/** Versions are numbered from 1, one more each time: the number of one that was never visible is given again. */
record NumbersWithoutGaps() implements TrainingGuarantee {
    @Override
    public List<String> violations(Evidence evidence) {
        List<Integer> numbers =
                evidence.published().stream().map(ModelVersion::getVersion).toList();
        return TrainingGuarantee.sentence(
                "versions have not the number that comes next",
                IntStream.range(0, numbers.size())
                        .filter(place -> numbers.get(place) != place + 1)
                        .mapToObj(place -> numbers.get(place) + " in place " + (place + 1))
                        .toList());
    }
}
