package dev.tideline.classifier.serving;

import dev.tideline.model.tensorflow.PrecisionChoice;
import dev.tideline.schemas.settings.Settings;
import java.util.OptionalInt;

/**
 * How models are loaded to serve.
 *
 * @param batchSize most pictures in a batch; empty leaves it to {@link BatchCalibration}
 * @param precision the arithmetic
 */
public record ServingSettings(OptionalInt batchSize, PrecisionChoice precision) {
    public static ServingSettings from(Settings settings) {
        return new ServingSettings(
                settings.integerOrAuto("classifier.batch.size", 1, 4096),
                PrecisionChoice.read(settings, "classifier.precision", PrecisionChoice.AUTO));
    }
}
