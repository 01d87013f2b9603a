package dev.tideline.model.serving;

import dev.tideline.model.bundle.ModelSpec;
import java.util.Arrays;

/** Turns a model's numbers into probabilities of its labels. */
final class Probabilities {
    private Probabilities() {}

    /** Columns that a model with these labels may have, in words. */
    static String expectedColumns(ModelSpec spec) {
        int labels = spec.labels().size();
        return switch (spec.output()) {
            case SIGMOID -> "1";
            case SOFTMAX -> String.valueOf(labels);
            case LOGITS -> labels == 2 ? "2 or 1" : String.valueOf(labels);
        };
    }

    static boolean fits(ModelSpec spec, long columns) {
        int labels = spec.labels().size();
        return switch (spec.output()) {
            case SIGMOID -> columns == 1;
            case SOFTMAX -> columns == labels;
            case LOGITS -> columns == labels || (columns == 1 && labels == 2);
        };
    }

    /** Probabilities of row {@code row} of a model's output with {@code columns} columns. */
    static float[] of(ModelSpec.Output output, float[] values, int row, int columns) {
        int start = row * columns;
        float[] numbers = Arrays.copyOfRange(values, start, start + columns);
        return switch (output) {
            case SIGMOID -> ofSecond(numbers[0]);
            case SOFTMAX -> numbers;
            case LOGITS -> columns == 1 ? ofSecond((float) (1 / (1 + Math.exp(-numbers[0])))) : softmax(numbers);
        };
    }

    private static float[] ofSecond(float probability) {
        return new float[] {1 - probability, probability};
    }

    /** The largest logit is taken off first, so that no exponential overflows. */
    private static float[] softmax(float[] logits) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        double[] exponentials = new double[logits.length];
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            exponentials[i] = Math.exp(logits[i] - largest);
            sum += exponentials[i];
        }
        float[] probabilities = new float[logits.length];
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = (float) (exponentials[i] / sum);
        }
        return probabilities;
    }
}
