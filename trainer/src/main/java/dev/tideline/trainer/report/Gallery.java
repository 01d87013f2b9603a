package dev.tideline.trainer.report;

import dev.tideline.model.picture.DecodeLimits;
import dev.tideline.model.picture.PictureDecoder;
import dev.tideline.model.picture.Pixels;
import dev.tideline.model.picture.UndecodablePictureException;
import dev.tideline.trainer.data.Example;
import dev.tideline.trainer.training.AugmentedPictures;
import dev.tideline.trainer.training.Judgement;
import dev.tideline.trainer.training.TrainedModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * The pictures of a report, as the network saw them.
 *
 * @param augmented nine versions of one training picture
 * @param predictions test pictures drawn by the run's seed, at most nine
 * @param mistakes the test pictures of whose true class the model is least sure, worst first, at most nine
 */
record Gallery(List<Tile> augmented, List<Tile> predictions, List<Tile> mistakes) {
    private static final int COUNT = 9;

    /** A picture that can no longer be read is left out. */
    static Gallery of(TrainedModel model, List<Example> training) {
        int size = model.settings().inputSize();
        try (PictureDecoder decoder = new PictureDecoder(size, size, DecodeLimits.defaults())) {
            List<Judgement> shuffled = new ArrayList<>(model.test());
            Collections.shuffle(shuffled, new Random(model.settings().seed()));
            List<Judgement> worst = model.test().stream()
                    .filter(judgement -> !judgement.isRight())
                    .sorted(Comparator.comparingDouble(Gallery::certaintyOfTruth))
                    .toList();
            return new Gallery(
                    augmented(model, training, decoder),
                    judged(model.labels(), shuffled, decoder),
                    judged(model.labels(), worst, decoder));
        }
    }

    private static List<Tile> augmented(TrainedModel model, List<Example> training, PictureDecoder decoder) {
        for (Example example : training) {
            Optional<Pixels> picture = pixels(example, decoder);
            if (picture.isPresent()) {
                return AugmentedPictures.of(
                                picture.get(),
                                model.settings().augmentation(),
                                COUNT,
                                model.settings().seed())
                        .stream()
                        .map(pixels -> Tile.of(
                                pixels, Tile.Tone.PLAIN, List.of(), "A version of " + example.id() + " for training"))
                        .toList();
            }
        }
        return List.of();
    }

    private static List<Tile> judged(List<String> labels, List<Judgement> judgements, PictureDecoder decoder) {
        return judgements.stream()
                .flatMap(judgement ->
                        pixels(judgement.example(), decoder).map(pixels -> tile(labels, judgement, pixels)).stream())
                .limit(COUNT)
                .toList();
    }

    private static Tile tile(List<String> labels, Judgement judgement, Pixels pixels) {
        String truth = labels.get(judgement.example().label());
        String predicted = labels.get(judgement.predicted());
        double certainty = judgement.scores().get(judgement.predicted());
        String answer = String.format(Locale.ROOT, "%s, %.1f %%", predicted, 100 * certainty);
        String id = judgement.example().id();
        return judgement.isRight()
                ? Tile.of(pixels, Tile.Tone.RIGHT, List.of("✓ " + answer, id), id + ": rightly taken for " + answer)
                : Tile.of(
                        pixels,
                        Tile.Tone.WRONG,
                        List.of("✗ " + answer + " (it is " + truth + ")", id),
                        id + ": wrongly taken for " + answer + "; it is " + truth);
    }

    private static double certaintyOfTruth(Judgement judgement) {
        return judgement.scores().get(judgement.example().label());
    }

    private static Optional<Pixels> pixels(Example example, PictureDecoder decoder) {
        try {
            return Optional.of(decoder.decode(example.picture().read()));
        } catch (IOException | UndecodablePictureException e) {
            return Optional.empty();
        }
    }
}
