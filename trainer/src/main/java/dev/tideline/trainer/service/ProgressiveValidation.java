package dev.tideline.trainer.service;

import dev.tideline.trainer.drift.ErrorRate;
import dev.tideline.trainer.drift.ErrorRise;
import dev.tideline.trainer.drift.HoeffdingDriftDetector;
import dev.tideline.trainer.labeling.Prediction;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tracks the error of a model's versions by progressive validation: a prediction that was made before its picture's first
 * label came is a test of its version, which cannot have learned from that picture; the picture's newest label says
 * whether it was right. Each picture is one test of one version, however often it was corrected.
 *
 * <p>The tests of a version stand in the order in which its predictions were made, and each version has a detector of its
 * own, so which rises there are depends on the set alone: not on when or in which order its labels came, nor on what
 * compaction has left of them. A rise is news when there are more of them than in what the last run had seen.
 *
 * @param modelName predictions of other models are passed over
 * @param confidence the detector's
 */
record ProgressiveValidation(String modelName, double confidence) {
    private record Test(LabeledPicture picture, Prediction prediction) {
        boolean isWrong() {
            return !prediction.label().equals(picture.label());
        }
    }

    /**
     * The last rise of a version's error, if the tests that the last run had seen show fewer rises.
     *
     * @param trained how far labeled-images was read for the last run
     */
    Optional<ErrorRise> rising(int version, TrainingSet set, SetPosition trained) {
        List<Test> tests = tests(version, set);
        List<ErrorRise> all = rises(tests);
        List<ErrorRise> known = rises(
                tests.stream().filter(test -> trained.hasSeen(test.picture())).toList());
        return all.size() > known.size() ? Optional.of(all.get(all.size() - 1)) : Optional.empty();
    }

    private List<ErrorRise> rises(List<Test> tests) {
        HoeffdingDriftDetector detector = new HoeffdingDriftDetector(confidence);
        return tests.stream()
                .flatMap(test -> detector.add(test.isWrong()).stream())
                .toList();
    }

    /** The error of every version that was tested, over all of its tests. */
    Map<Integer, ErrorRate> errors(TrainingSet set) {
        return tests(set)
                .collect(Collectors.toMap(
                        test -> test.prediction().modelVersion(),
                        test -> new ErrorRate(1, test.isWrong() ? 1 : 0),
                        ErrorRate::plus));
    }

    private List<Test> tests(int version, TrainingSet set) {
        return tests(set)
                .filter(test -> test.prediction().modelVersion() == version)
                .sorted(Comparator.comparing((Test test) -> test.prediction().madeAt())
                        .thenComparing(test -> test.picture().id()))
                .toList();
    }

    private Stream<Test> tests(TrainingSet set) {
        return set.pictures().stream()
                .flatMap(picture -> picture.prediction().stream().map(said -> new Test(picture, said)))
                .filter(test -> test.prediction().modelName().equals(modelName));
    }
}
