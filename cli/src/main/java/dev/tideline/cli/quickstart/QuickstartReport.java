package dev.tideline.cli.quickstart;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tideline.cli.options.CommandFailedException;
import dev.tideline.cli.options.Json;
import dev.tideline.cli.quickstart.StreamLedger.Figures;
import dev.tideline.cli.quickstart.StreamLedger.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A quickstart in figures, as {@code --report} writes them for scripts. Accuracies are fractions of 1.
 *
 * @param images pictures published
 * @param predictions records on {@code predictions} for them
 * @param deadLetters records on {@code images-dlq} for them
 * @param lost pictures without a record on either
 * @param duplicated records beyond a picture's first
 * @param models every version, oldest first
 * @param seconds from the first picture to the last answer
 */
public record QuickstartReport(
        @JsonProperty("images") long images,
        @JsonProperty("predictions") long predictions,
        @JsonProperty("dead_letters") long deadLetters,
        @JsonProperty("lost") long lost,
        @JsonProperty("duplicated") long duplicated,
        @JsonProperty("models") List<Model> models,
        @JsonProperty("seconds") double seconds) {

    /**
     * A version.
     *
     * @param holdoutAccuracy on the labelled pictures that the trainer held out; null when it did not say
     * @param accuracyOnStream on pictures that nobody had labelled when it was made; null when it met none
     * @param predictions how many it made
     */
    public record Model(
            @JsonProperty("version") int version,
            @JsonProperty("reason") String reason,
            @JsonProperty("promoted") boolean promoted,
            @JsonProperty("holdout_accuracy") Double holdoutAccuracy,
            @JsonProperty("accuracy_on_stream") Double accuracyOnStream,
            @JsonProperty("predictions") long predictions) {}

    static QuickstartReport of(Figures figures, Audit audit, Duration took) {
        return new QuickstartReport(
                figures.published(),
                audit.predictions(),
                audit.deadLetters(),
                audit.lost(),
                audit.duplicated(),
                figures.versions().stream().map(QuickstartReport::model).toList(),
                took.toMillis() / 1000.0);
    }

    private static Model model(Standing standing) {
        return new Model(
                standing.version(),
                standing.reason(),
                standing.promoted(),
                standing.holdoutAccuracy().orElse(null),
                standing.accuracyOnStream().orElse(null),
                standing.predictions());
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
