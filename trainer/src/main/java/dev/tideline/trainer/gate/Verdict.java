package dev.tideline.trainer.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What the gate decided.
 *
 * @param objections what speaks against the candidate; without any it becomes production
 * @param candidateAccuracy share of the held-out pictures that the candidate gets right
 * @param productionAccuracy the same for production; empty when there is none
 * @param difference between the two; empty when there is no production
 * @param pictures number of held-out pictures
 * @param figures both models' results in words
 */
public record Verdict(
        List<Objection> objections,
        double candidateAccuracy,
        OptionalDouble productionAccuracy,
        Optional<PairedDifference> difference,
        int pictures,
        String figures) {

    public Verdict {
        objections = List.copyOf(objections);
    }

    static Verdict nothingHeldOut() {
        return new Verdict(
                List.of(new Objection(
                        Objection.Kind.NOTHING_HELD_OUT, "there is no held-out picture to judge the candidate on")),
                0,
                OptionalDouble.empty(),
                Optional.empty(),
                0,
                "");
    }

    static Verdict first(Answers answers) {
        return new Verdict(
                List.of(),
                answers.accuracy(),
                OptionalDouble.empty(),
                Optional.empty(),
                answers.pictures(),
                "The first version: " + Comparison.percent(answers.accuracy()) + " of " + answers.pictures()
                        + " held-out pictures are right");
    }

    /** Whether the candidate becomes production. */
    public boolean promoted() {
        return objections.isEmpty();
    }

    /** The decision in words. */
    public String why() {
        if (promoted()) {
            return figures;
        }
        String kept = objections.stream()
                .map(Objection::why)
                .collect(Collectors.joining("; ", "The candidate is kept back: ", ""));
        return figures.isEmpty() ? kept : kept + ". " + figures;
    }

    /** The same when people say that production is to stay as it is; a candidate that is kept back anyway is not theirs. */
    public Verdict unless(Optional<String> pinned) {
        if (!promoted() || pinned.isEmpty()) {
            return this;
        }
        List<Objection> all = new ArrayList<>(objections);
        all.add(new Objection(Objection.Kind.PINNED, pinned.get()));
        return new Verdict(all, candidateAccuracy, productionAccuracy, difference, pictures, figures);
    }
}
