package dev.tideline.trainer.gate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Held-out pictures that are never read, and what two models make of them. */
final class Scene {
    private final List<HeldOut> heldOut = new ArrayList<>();
    private final Set<String> known = new HashSet<>();
    private final Answers candidate = new Answers(new BitSet(), new BitSet());
    private final Answers production = new Answers(new BitSet(), new BitSet());

    /** Adds a picture. */
    Scene picture(String label, boolean older, boolean candidateRight, boolean productionRight) {
        known.add(label);
        int place = heldOut.size();
        heldOut.add(new HeldOut("picture " + place, label, older, () -> new byte[0]));
        candidate.asked().set(place);
        production.asked().set(place);
        candidate.right().set(place, candidateRight);
        production.right().set(place, productionRight);
        return this;
    }

    /** Adds pictures that had their label before production's run, by who gets them right. */
    Scene older(String label, int both, int wins, int losses, int neither) {
        return pictures(label, true, both, wins, losses, neither);
    }

    /** Adds pictures that were labelled since. */
    Scene newer(String label, int both, int wins, int losses, int neither) {
        return pictures(label, false, both, wins, losses, neither);
    }

    /** Adds pictures of a class that production does not know, some of which the candidate gets right. */
    Scene newClass(String label, int right, int wrong) {
        pictures(label, false, 0, right, 0, wrong);
        known.remove(label);
        return this;
    }

    private Scene pictures(String label, boolean older, int both, int wins, int losses, int neither) {
        times(both, () -> picture(label, older, true, true));
        times(wins, () -> picture(label, older, true, false));
        times(losses, () -> picture(label, older, false, true));
        times(neither, () -> picture(label, older, false, false));
        return this;
    }

    private static void times(int count, Runnable step) {
        for (int i = 0; i < count; i++) {
            step.run();
        }
    }

    Verdict verdict() {
        return verdict(GateSettings.defaults());
    }

    Verdict verdict(GateSettings settings) {
        return new Judge(settings, heldOut, known).compare(candidate, production);
    }

    List<Objection.Kind> objections() {
        return verdict().objections().stream().map(Objection::kind).toList();
    }
}
