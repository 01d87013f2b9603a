package dev.tideline.model.store;

import dev.tideline.events.ModelVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Why a version was made, how it did on held-out pictures and what the gate decided, as the version's own record tells:
 * a trainer writes that into metrics and lineage under the names here, and whoever shows versions reads it. A version
 * that was imported may have any part of it or none.
 *
 * @param why the run's reason in words; empty when nobody said
 * @param accuracy share of the held-out pictures that the version gets right, a fraction of 1
 * @param pictures number of held-out pictures
 * @param difference from the version that was production then; empty for the first
 * @param verdict what the gate decided; empty for a version that no gate has judged
 */
public record Assessment(
        String why,
        Optional<Double> accuracy,
        Optional<Integer> pictures,
        Optional<Difference> difference,
        Optional<Verdict> verdict) {
    /** Lineage key of the reason for the run that made a version, in words. */
    public static final String REASON_MESSAGE = "reason_message";

    /** Metric: the share of the held-out pictures that the version gets right. */
    public static final String ACCURACY = "holdout_accuracy";

    /** Metric: the number of held-out pictures. */
    public static final String PICTURES = "holdout_pictures";

    /** Metric: the share less that of the version that was production then, on the same pictures. */
    public static final String DIFFERENCE = "holdout_difference";

    /** Metric: the lower end of the difference's 95 % confidence interval. */
    public static final String DIFFERENCE_LOW = "holdout_difference_low";

    /** Metric: the upper end of it. */
    public static final String DIFFERENCE_HIGH = "holdout_difference_high";

    private static final String VERDICT = "verdict";
    private static final String PROMOTED = "promoted";
    private static final String KEPT_BACK = "kept_back";
    private static final String OBJECTIONS = "objections";
    private static final String VERDICT_MESSAGE = "verdict_message";

    /** The names of the metrics and of the entries in the lineage that an assessment is read from. */
    public static final Set<String> NAMES = Set.of(
            REASON_MESSAGE,
            ACCURACY,
            PICTURES,
            DIFFERENCE,
            DIFFERENCE_LOW,
            DIFFERENCE_HIGH,
            VERDICT,
            OBJECTIONS,
            VERDICT_MESSAGE);

    /** A version of which nothing is known. */
    public static final Assessment NONE =
            new Assessment("", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** What the record of a version tells. */
    public static Assessment of(ModelVersion version) {
        Map<String, Double> metrics = version.getMetrics();
        return new Assessment(
                version.getLineage().getOrDefault(REASON_MESSAGE, ""),
                Optional.ofNullable(metrics.get(ACCURACY)),
                Optional.ofNullable(metrics.get(PICTURES)).map(Double::intValue),
                Difference.of(metrics),
                Verdict.of(version.getLineage()));
    }

    /** The result on held-out pictures in words, such as {@code 98.5 % of 68}; empty when there is none. */
    public Optional<String> heldOut() {
        return accuracy.map(share -> String.format(Locale.ROOT, "%.1f %%", 100 * share)
                + pictures.map(number -> " of " + number).orElse(""));
    }

    /**
     * The version's share of right answers less production's, with its 95 % confidence interval; from -1 to 1, positive
     * where the version is better.
     */
    public record Difference(double estimate, double low, double high) {
        private static Optional<Difference> of(Map<String, Double> metrics) {
            boolean isWhole =
                    Stream.of(DIFFERENCE, DIFFERENCE_LOW, DIFFERENCE_HIGH).allMatch(metrics::containsKey);
            return isWhole
                    ? Optional.of(new Difference(
                            metrics.get(DIFFERENCE), metrics.get(DIFFERENCE_LOW), metrics.get(DIFFERENCE_HIGH)))
                    : Optional.empty();
        }

        /** In percentage points, such as {@code -2.5 (-8.1 to +2.9)}. */
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%+.1f (%+.1f to %+.1f)", 100 * estimate, 100 * low, 100 * high);
        }
    }

    /**
     * What the gate decided.
     *
     * @param promoted whether the version was to become production
     * @param objections names of what spoke against it, such as {@code labels_disagree}
     * @param message the decision in words, with its figures
     */
    public record Verdict(boolean promoted, List<String> objections, String message) {
        public Verdict {
            objections = List.copyOf(objections);
        }

        private static Optional<Verdict> of(Map<String, String> lineage) {
            String objections = lineage.getOrDefault(OBJECTIONS, "");
            return Optional.ofNullable(lineage.get(VERDICT))
                    .map(verdict -> new Verdict(
                            verdict.equals(PROMOTED),
                            objections.isEmpty() ? List.of() : List.of(objections.split(",")),
                            lineage.getOrDefault(VERDICT_MESSAGE, "")));
        }

        /** As it stands in a version's lineage. */
        public Map<String, String> lineage() {
            Map<String, String> lineage = new LinkedHashMap<>();
            lineage.put(VERDICT, promoted ? PROMOTED : KEPT_BACK);
            lineage.put(OBJECTIONS, String.join(",", objections));
            lineage.put(VERDICT_MESSAGE, message);
            return lineage;
        }

        /** In short, such as {@code kept back: labels_disagree}. */
        @Override
        public String toString() {
            return promoted ? "promoted" : "kept back: " + String.join(", ", objections);
        }
    }
}
