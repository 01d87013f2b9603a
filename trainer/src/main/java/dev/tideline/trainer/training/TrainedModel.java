package dev.tideline.trainer.training;

import dev.tideline.trainer.network.MobileNetV2;
import dev.tideline.trainer.network.PretrainedWeights;
import java.util.List;

/**
 * What a run gives. Plain values: there is nothing to close. {@link dev.tideline.trainer.export.ModelExport} makes a
 * bundle of it.
 *
 * @param base the network's weights after training; their origin is that of the weights it began with
 * @param pretrained digest of the weights that the run began with
 * @param test what the model says about each test picture
 */
public record TrainedModel(
        List<String> labels,
        MobileNetV2 network,
        PretrainedWeights base,
        Head head,
        String pretrained,
        TrainingSettings settings,
        TrainingReport report,
        List<Judgement> test) {
    public TrainedModel {
        labels = List.copyOf(labels);
        test = List.copyOf(test);
    }
}
