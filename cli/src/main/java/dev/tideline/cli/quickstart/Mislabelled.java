package dev.tideline.cli.quickstart;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tideline.cli.quickstart.StreamLedger.Standing;
import dev.tideline.model.store.Assessment.Verdict;

/**
 * What came of labels that were given carelessly, in figures. Accuracies are fractions of 1.
 *
 * @param labels how many there were
 * @param wrong how many of them were wrong
 * @param version the version that was made of them
 * @param promoted whether the gate let it become production
 * @param accuracyBefore on the stream, on the pictures that came just before the labels
 * @param accuracyAfter on the stream, on the pictures that came after them
 */
public record Mislabelled(
        @JsonProperty("labels") int labels,
        @JsonProperty("wrong") int wrong,
        @JsonProperty("version") int version,
        @JsonProperty("promoted") boolean promoted,
        @JsonProperty("accuracy_before") double accuracyBefore,
        @JsonProperty("accuracy_after") double accuracyAfter) {

    static Mislabelled of(int labels, Standing judged, double accuracyBefore, double accuracyAfter) {
        return new Mislabelled(
                labels,
                CarelessLabels.wrong(labels),
                judged.version(),
                isPromoted(judged),
                accuracyBefore,
                accuracyAfter);
    }

    /** What the gate made of a version, in a sentence. */
    static String decision(Standing judged) {
        return isPromoted(judged)
                ? "The gate finds nothing to object to in version " + judged.version() + ": it takes over."
                : "The gate refuses version " + judged.version() + ": production stays as it is.";
    }

    private static boolean isPromoted(Standing judged) {
        return judged.assessment().verdict().map(Verdict::promoted).orElse(false);
    }

    /** How the stream fared, in a sentence. */
    String comparison() {
        return "Right on the stream: " + LiveView.percent(accuracyBefore) + " before the careless labels, "
                + LiveView.percent(accuracyAfter) + " after them.";
    }
}
