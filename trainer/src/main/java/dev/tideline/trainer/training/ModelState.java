package dev.tideline.trainer.training;

import dev.tideline.trainer.network.PretrainedWeights;
import dev.tideline.trainer.network.WeightTensor;
import java.util.HashMap;
import java.util.Map;

/** What the model holds at some point of its training. */
record ModelState(PretrainedWeights base, Head head) {
    /** The same, but for what was trained. */
    ModelState with(Map<String, WeightTensor> trained) {
        Map<String, WeightTensor> ofBase = new HashMap<>(trained);
        ofBase.remove(Head.KERNEL);
        ofBase.remove(Head.BIAS);
        return new ModelState(ofBase.isEmpty() ? base : base.with(ofBase), Head.of(trained));
    }
}
