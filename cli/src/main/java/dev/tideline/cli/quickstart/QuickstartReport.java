package dev.tideline.cli.quickstart;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tideline.cli.options.CommandFailedException;
import dev.tideline.cli.options.Json;
import dev.tideline.cli.quickstart.StreamLedger.Figures;
import dev.tideline.cli.quickstart.StreamLedger.Standing;
import dev.tideline.model.store.Assessment;
import dev.tideline.model.store.Assessment.Difference;
import dev.tideline.model.store.Assessment.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A quickstart in figures, as {@code --report} writes them for scripts. Accuracies are fractions of 1.
 *
 * @param images pictures published
 * @param predictions records on {@code predictions} for them
 * @param deadLetters records on {@code images-dlq} for them
 * @param lost pictures without a record on either
 * @param duplicated records beyond a picture's first
 * @param models every version, oldest first
 * @param mislabelled what came of the careless labels; null when there were none
 * @param seconds from the first picture to the last answer
 */
public record QuickstartReport(
        @JsonProperty("images") long images,
        @JsonProperty("predictions") long predictions,
        @JsonProperty("dead_letters") long deadLetters,
        @JsonProperty("lost") long lost,
        @JsonProperty("duplicated") long duplicated,
        @JsonProperty("models") List<Model> models,
        @JsonProperty("mislabelled") Mislabelled mislabelled,
        @JsonProperty("seconds") double seconds) {

    /**
     * A version.
     *
     * @param reasonMessage why it was made, in words
     * @param promoted whether it came into service
     * @param holdoutAccuracy on the labelled pictures that the trainer held out; null when it did not say
     * @param holdoutPictures how many these were
     * @param holdoutDifference from the version that was production then, on the same pictures; null for the first
     * @param holdoutDifferenceLow lower end of its 95 % interval
     * @param holdoutDifferenceHigh upper end
     * @param verdict what the gate decided, in words; null when no gate has judged it
     * @param objections names of what spoke against it
     * @param accuracyOnStream on pictures that nobody had labelled when it was made; null when it met none
     * @param predictions how many it made
     */
    public record Model(
            @JsonProperty("version") int version,
            @JsonProperty("reason") String reason,
            @JsonProperty("reason_message") String reasonMessage,
            @JsonProperty("promoted") boolean promoted,
            @JsonProperty("holdout_accuracy") Double holdoutAccuracy,
            @JsonProperty("holdout_pictures") Integer holdoutPictures,
            @JsonProperty("holdout_difference") Double holdoutDifference,
            @JsonProperty("holdout_difference_low") Double holdoutDifferenceLow,
            @JsonProperty("holdout_difference_high") Double holdoutDifferenceHigh,
            @JsonProperty("verdict") String verdict,
            @JsonProperty("objections") List<String> objections,
            @JsonProperty("accuracy_on_stream") Double accuracyOnStream,
            @JsonProperty("predictions") long predictions) {

        static Model of(Standing standing) {
            Assessment assessment = standing.assessment();
            Optional<Difference> difference = assessment.difference();
            return new Model(
                    standing.version(),
                    standing.reason(),
                    assessment.why(),
                    standing.promoted(),
                    assessment.accuracy().orElse(null),
                    assessment.pictures().orElse(null),
                    difference.map(Difference::estimate).orElse(null),
                    difference.map(Difference::low).orElse(null),
                    difference.map(Difference::high).orElse(null),
                    assessment.verdict().map(Verdict::message).orElse(null),
                    assessment.verdict().map(Verdict::objections).orElse(List.of()),
                    standing.accuracyOnStream().orElse(null),
                    standing.predictions());
        }
    }

    static QuickstartReport of(Figures figures, Audit audit, Optional<Mislabelled> mislabelled, Duration took) {
        return new QuickstartReport(
                figures.published(),
                audit.predictions(),
                audit.deadLetters(),
                audit.lost(),
                audit.duplicated(),
                figures.versions().stream().map(Model::of).toList(),
                mislabelled.orElse(null),
                took.toMillis() / 1000.0);
    }

    /** Whether every picture has exactly one answer. */
    public boolean hasOneAnswerForEach() {
        return lost == 0 && duplicated == 0;
    }

    /** Writes the report as JSON, whole or with an error that names the file. */
    public void write(Path file) {
        try {
            Files.writeString(file, Json.pretty(this) + System.lineSeparator());
        } catch (IOException e) {
            throw new CommandFailedException("The report cannot be written to " + file + ": " + e, e);
        }
    }
}
