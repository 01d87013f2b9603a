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

    static int logits(int classes) {
        return classes == 2 ? 1 : classes;
    }

    int parameters() {
        return kernel.values().length + bias.values().length;
    }
}
