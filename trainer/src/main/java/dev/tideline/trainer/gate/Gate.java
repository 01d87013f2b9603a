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
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Decides whether a candidate becomes production: both answer the same held-out pictures, through the same decoder and
 * the same runtime as they serve with, and nothing in the answers may speak against the candidate beyond chance. On a few
 * dozen pictures one answer more or less says nothing, and the candidate has seen more labels. A label that a version
 * does not know it gets wrong.
 */
public final class Gate {
    private static final int BATCH = 32;

    private final RuntimeOptions runtime;
    private final GateSettings settings;

    public Gate(RuntimeOptions runtime, GateSettings settings) {
        this.runtime = runtime;
        this.settings = settings;
    }

    /**
     * @param production empty when there is none: then a candidate that can be judged at all is promoted
     * @param heldOut pictures that neither was trained on; those that one of them cannot be asked about, because they
     *     cannot be read any more or not be decoded, do not count
     * @throws IOException when there are pictures, and none of them can be read
     */
    public Verdict judge(ModelBundle candidate, Optional<ModelBundle> production, List<HeldOut> heldOut)
            throws IOException {
        Answers ofCandidate = ask(candidate, heldOut);
        if (production.isEmpty()) {
            return ofCandidate.pictures() == 0 ? Verdict.nothingHeldOut() : Verdict.first(ofCandidate);
        }
        return new Judge(settings, heldOut, Set.copyOf(production.get().spec().labels()))
                .compare(ofCandidate, ask(production.get(), heldOut));
    }

    private Answers ask(ModelBundle bundle, List<HeldOut> heldOut) throws IOException {
        ModelSpec.Input input = bundle.spec().input();
        Answers answers = new Answers(new BitSet(), new BitSet());
        List<IOException> unread = new ArrayList<>();
        try (ImageClassifier classifier = ImageClassifier.load(bundle, runtime);
                PictureDecoder decoder = new PictureDecoder(input.height(), input.width(), DecodeLimits.defaults())) {
            for (int from = 0; from < heldOut.size(); from += BATCH) {
                SortedMap<Integer, Pixels> batch = new TreeMap<>();
                for (int place = from; place < Math.min(from + BATCH, heldOut.size()); place++) {
                    decode(heldOut.get(place), place, decoder, batch, unread);
                }
                if (!batch.isEmpty()) {
                    Iterator<Classification> classified =
                            classifier.classify(List.copyOf(batch.values())).iterator();
                    for (int place : batch.keySet()) {
                        String label = classified.next().label();
                        answers.asked().set(place);
                        answers.right()
                                .set(place, label.equals(heldOut.get(place).label()));
                    }
                }
            }
        }
        if (!heldOut.isEmpty() && unread.size() == heldOut.size()) {
            IOException one = unread.get(0);
            throw new IOException("None of " + heldOut.size() + " held-out pictures can be read: " + one, one);
        }
        return answers;
    }

    private static void decode(
            HeldOut picture,
            int place,
            PictureDecoder decoder,
            SortedMap<Integer, Pixels> batch,
            List<IOException> unread) {
        try {
            batch.put(place, decoder.decode(picture.picture().read()));
        } catch (UndecodablePictureException e) {
            // It cannot be decoded for the other version either.
            return;
        } catch (IOException e) {
            // It was forgotten since the run began.
            unread.add(e);
        }
    }
}
