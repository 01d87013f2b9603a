package dev.tideline.trainer.training;

import dev.tideline.trainer.network.Tensors;
import dev.tideline.trainer.network.WeightTensor;
import java.util.List;
import java.util.Map;

/**
 * The dense layer on top: one logit for two classes, a logit a class for more.
 *
 * @param kernel [features, logits]
 * @param bias [logits]
 */
public record Head(WeightTensor kernel, WeightTensor bias) {
    static final String KERNEL = "dense/kernel";
    static final String BIAS = "dense/bias";

    /** A head that has learned nothing; its bias is 0. */
    static Head initial(HeadInitializer initializer, int features, int classes, long seed) {
        int logits = logits(classes);
        return new Head(initializer.kernel(features, logits, seed), Tensors.filled(List.of(logits), 0));
    }

    static Head of(Map<String, WeightTensor> trained) {
        return new Head(trained.get(KERNEL), trained.get(BIAS));
    }

    /**
     * This head for other labels: a label that it knows keeps what was learned of it, another one gets what a new head has
     * for it. A single logit is taken for the difference between two that are opposite, so that neither of its labels is
     * nearer to a third.
     *
     * @param known the labels of this head
     * @param fresh a head for {@code labels}
     */
    Head carriedOver(List<String> known, List<String> labels, Head fresh) {
        if (labels.equals(known)) {
            return this;
        }
        Columns mine = Columns.of(this, known.size());
        Columns others = Columns.of(fresh, labels.size());
        for (int label = 0; label < labels.size(); label++) {
            int before = known.indexOf(labels.get(label));
            if (before >= 0) {
                others.weights()[label] = mine.weights()[before];
                others.bias()[label] = mine.bias()[before];
            }
        }
        return others.head();
    }

    /**
     * A head as a logit for each class, also where there are two.
     *
     * @param weights [classes][features]
     */
    private record Columns(float[][] weights, float[] bias) {
        static Columns of(Head head, int classes) {
            int features = head.kernel().shape().get(0);
            float[][] weights = new float[classes][features];
            float[] bias = new float[classes];
            for (int label = 0; label < classes; label++) {
                int logit = classes == 2 ? 0 : label;
                float factor = classes == 2 ? label - 0.5f : 1;
                for (int feature = 0; feature < features; feature++) {
                    weights[label][feature] = factor * head.kernel().values()[feature * logits(classes) + logit];
                }
                bias[label] = factor * head.bias().values()[logit];
            }
            return new Columns(weights, bias);
        }

        Head head() {
            int features = weights[0].length;
            int logits = logits(weights.length);
            float[] kernel = new float[features * logits];
            float[] biases = new float[logits];
            for (int logit = 0; logit < logits; logit++) {
                // Of two classes the logit is the second's above the first's.
                boolean pair = weights.length == 2;
                int label = pair ? 1 : logit;
                for (int feature = 0; feature < features; feature++) {
                    kernel[feature * logits + logit] = weights[label][feature] - (pair ? weights[0][feature] : 0);
                }
                biases[logit] = bias[label] - (pair ? bias[0] : 0);
            }
            return new Head(
                    new WeightTensor(List.of(features, logits), kernel), new WeightTensor(List.of(logits), biases));
        }
    }

    static int logits(int classes) {
        return classes == 2 ? 1 : classes;
    }

    /** Whether this is a head for so many features and classes. */
    public boolean fits(int features, int classes) {
        return kernel.shape().equals(List.of(features, logits(classes)))
                && bias.shape().equals(List.of(logits(classes)));
    }

    int parameters() {
        return kernel.values().length + bias.values().length;
    }
}
