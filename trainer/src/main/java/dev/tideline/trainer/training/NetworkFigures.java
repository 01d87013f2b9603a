package dev.tideline.trainer.training;

/**
 * The sizes that Keras's {@code model.summary()} shows.
 *
 * @param layers of the base, its input included
 * @param parameters of base and head, moving statistics included
 * @param featureExtractionParameters trainable ones while only the head learns
 * @param featureExtractionVariables trainable ones while only the head learns
 * @param fineTuningParameters trainable ones in fine-tuning
 * @param fineTuningVariables trainable ones in fine-tuning
 */
public record NetworkFigures(
        int layers,
        long parameters,
        long featureExtractionParameters,
        int featureExtractionVariables,
        long fineTuningParameters,
        int fineTuningVariables) {}
