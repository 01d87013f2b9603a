package dev.tideline.classifier.engine;

import dev.tideline.model.serving.Classification;
import java.time.Instant;

/** What became of a picture that was handed to the engine. */
public sealed interface Outcome {
    /**
     * @param classification what the model says
     * @param modelName name of the model that said it
     * @param modelVersion version of the model that said it
     * @param at when the answer was there
     */
    record Classified(Classification classification, String modelName, int modelVersion, Instant at)
            implements Outcome {}

    /**
     * The picture is at fault: nobody will ever classify it as it is.
     *
     * @param reason a short word for programs, such as {@code corrupt}
     * @param message what is wrong, for people
     */
    record Rejected(String reason, String message) implements Outcome {}
}
