package dev.tideline.trainer.training;

import dev.tideline.trainer.network.FoldedNetwork;
import dev.tideline.trainer.network.PretrainedWeights;
import dev.tideline.trainer.network.WeightsException;
import java.util.List;

/**
 * A model that a run trains further, instead of the pretrained base and a head that has learned nothing.
 *
 * @param base weights that compute what the model's base computes; the layers that training leaves alone are those of the
 *     pretrained base
 * @param head for the labels of the run
 * @param knowsEveryClass whether the model has learned all of these labels, so that no class begins anew
 */
public record WarmStart(PretrainedWeights base, Head head, boolean knowsEveryClass) {
    /**
     * Carries a model over to a run. A class that the model knows begins with what the model has learned of it, wherever
     * it stands now; a new one as in a new head.
     *
     * @param folded the model's base
     * @param known the model's labels, in the order of its head
     * @param head the model's
     * @param pretrained the base that the run would begin with otherwise
     * @param labels the run's
     * @throws WeightsException when the model cannot be trained further by such a run, saying why
     */
    public static WarmStart of(
            FoldedNetwork folded,
            List<String> known,
            Head head,
            PretrainedWeights pretrained,
            TrainingSettings settings,
            List<String> labels) {
        if (folded.network().width() != pretrained.width()) {
            throw new WeightsException("It is " + folded.network().width() + " wide, and " + pretrained.origin()
                    + " is " + pretrained.width());
        }
        if (folded.network().inputSize() != settings.inputSize()) {
            throw new WeightsException("It takes pictures of "
                    + folded.network().inputSize() + " pixels, and the run " + settings.inputSize());
        }
        if (labels.stream().noneMatch(known::contains)) {
            throw new WeightsException("It knows none of the labels " + labels + ", but " + known);
        }
        Head fresh = Head.initial(
                settings.headInitializer(),
                folded.network().features(),
                labels.size(),
                Seeds.of(settings.seed(), labels.size()));
        return new WarmStart(
                folded.unfoldedOver(pretrained, settings.fineTuneAt()),
                head.carriedOver(known, labels, fresh),
                known.containsAll(labels));
    }
}
