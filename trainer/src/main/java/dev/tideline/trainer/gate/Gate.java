package dev.tideline.trainer.gate;

import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.bundle.ModelSpec;
import dev.tideline.model.picture.DecodeLimits;
import dev.tideline.model.picture.PictureDecoder;
import dev.tideline.model.picture.Pixels;
import dev.tideline.model.picture.UndecodablePictureException;
import dev.tideline.model.serving.Classification;
import dev.tideline.model.serving.ImageClassifier;
import dev.tideline.model.tensorflow.RuntimeOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Decides whether a candidate becomes production: both answer the same held-out pictures, through the same decoder and
 * the same runtime as they serve with, and the candidate must not be worse beyond chance. On a few dozen pictures one
 * answer more or less says nothing, and the candidate has seen more labels. A label that a version does not know it gets
 * wrong.
 */
public final class Gate {
    private static final int BATCH = 32;

    private final RuntimeOptions runtime;
    private final double significance;

    /**
     * @param significance a candidate that got fewer pictures right is refused when the probability of that by chance is
     *     below this (exact one-sided sign test); 0.5 or more refuses every candidate that got fewer right
     */
    public Gate(RuntimeOptions runtime, double significance) {
        this.runtime = runtime;
        this.significance = significance;
    }

    /**
     * @param production empty when there is none: then a candidate that can be judged at all is promoted
     * @param heldOut pictures that neither was trained on; those that cannot be decoded do not count
     * @throws IOException when a picture cannot be read
     */
    public Verdict judge(ModelBundle candidate, Optional<ModelBundle> production, List<HeldOut> heldOut)
            throws IOException {
        Answers ofCandidate = ask(candidate, heldOut);
        int pictures = ofCandidate.pictures();
        if (pictures == 0) {
            return new Verdict(
                    false, 0, OptionalDouble.empty(), 0, "There is no held-out picture to judge the candidate on");
        }
        double candidateAccuracy = ofCandidate.accuracy();
        if (production.isEmpty()) {
            return new Verdict(
                    true,
                    candidateAccuracy,
                    OptionalDouble.empty(),
                    pictures,
                    "The first version: " + percent(candidateAccuracy) + " of " + pictures
                            + " held-out pictures are right");
        }
        Answers ofProduction = ask(production.get(), heldOut);
        double productionAccuracy = ofProduction.accuracy();
        int wins = ofCandidate.rightAlone(ofProduction);
        int losses = ofProduction.rightAlone(ofCandidate);
        double chance = SignTest.probabilityOfAtLeast(losses, wins);
        boolean promoted = losses <= wins || chance >= significance;
        String why = String.format(
                Locale.ROOT,
                "The candidate is %s: %s of %d held-out pictures against %s of production's; %d right that production"
                        + " gets wrong, %d the other way round (p = %.3f, refused below %.3f)",
                promoted ? losses <= wins ? "not worse" : "not worse beyond chance" : "worse",
                percent(candidateAccuracy),
                pictures,
                percent(productionAccuracy),
                wins,
                losses,
                chance,
                significance);
        return new Verdict(promoted, candidateAccuracy, OptionalDouble.of(productionAccuracy), pictures, why);
    }

    private Answers ask(ModelBundle bundle, List<HeldOut> heldOut) throws IOException {
        ModelSpec.Input input = bundle.spec().input();
        BitSet right = new BitSet();
        int asked = 0;
        try (ImageClassifier classifier = ImageClassifier.load(bundle, runtime);
                PictureDecoder decoder = new PictureDecoder(input.height(), input.width(), DecodeLimits.defaults())) {
            for (int from = 0; from < heldOut.size(); from += BATCH) {
                Batch batch = decode(decoder, heldOut.subList(from, Math.min(from + BATCH, heldOut.size())));
                List<Classification> answers =
                        batch.pixels().isEmpty() ? List.of() : classifier.classify(batch.pixels());
                for (int i = 0; i < answers.size(); i++) {
                    right.set(
                            asked++,
                            answers.get(i).label().equals(batch.labels().get(i)));
                }
            }
        }
        return new Answers(asked, right);
    }

    private record Batch(List<Pixels> pixels, List<String> labels) {}

    private static Batch decode(PictureDecoder decoder, List<HeldOut> pictures) throws IOException {
        Batch batch = new Batch(new ArrayList<>(), new ArrayList<>());
        for (HeldOut picture : pictures) {
            try {
                batch.pixels().add(decoder.decode(picture.picture().read()));
                batch.labels().add(picture.label());
            } catch (UndecodablePictureException e) {
                // It cannot be decoded for the other version either: the same pictures count for both.
                continue;
            }
        }
        return batch;
    }

    private static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * fraction);
    }
}
