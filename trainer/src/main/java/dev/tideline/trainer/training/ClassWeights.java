package dev.tideline.trainer.training;

import java.util.List;

/** How much a picture's loss counts. */
public enum ClassWeights {
    /** Every picture counts the same. */
    EQUAL,
    /** Every class counts the same in sum: a picture of class c counts pictures / (classes × pictures of c). */
    BALANCED;

    /** The weight of each class's pictures, given how many there are. */
    float[] of(List<Integer> counts) {
        int all = counts.stream().mapToInt(Integer::intValue).sum();
        float[] weights = new float[counts.size()];
        for (int label = 0; label < weights.length; label++) {
            weights[label] = switch (this) {
                case EQUAL -> 1;
                case BALANCED -> (float) all / (weights.length * counts.get(label));
            };
        }
        return weights;
    }
}
