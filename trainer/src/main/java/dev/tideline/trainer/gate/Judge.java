package dev.tideline.trainer.gate;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Weighs the answers of candidate and production to the same held-out pictures. Every rule that speaks against the
 * candidate is told, not only the first.
 */
final class Judge {
    private final GateSettings settings;
    private final List<HeldOut> heldOut;
    private final Set<String> known;

    /** @param known the labels of production */
    Judge(GateSettings settings, List<HeldOut> heldOut, Set<String> known) {
        this.settings = settings;
        this.heldOut = heldOut;
        this.known = known;
    }

    /** A picture that one of the two was not asked about does not count. */
    Verdict compare(Answers candidate, Answers production) {
        Comparison all = Comparison.of(candidate, production, places(picture -> true));
        if (all.isEmpty()) {
            return Verdict.nothingHeldOut();
        }
        Comparison older = compared(candidate, production, HeldOut::older);
        Comparison newer = compared(candidate, production, picture -> !picture.older());
        List<Objection> objections = Stream.of(
                        worse(all),
                        newer.isEmpty() ? Optional.<Objection>empty() : forgets(older),
                        new ClassCollapse(settings.significance()).objection(byClass(candidate, production)),
                        new LabelDisagreement(settings.significance()).objection(newer, older))
                .flatMap(Optional::stream)
                .toList();
        return new Verdict(
                objections,
                all.candidateAccuracy(),
                OptionalDouble.of(all.productionAccuracy()),
                Optional.of(all.difference()),
                all.pictures(),
                figures(all, objections.isEmpty()));
    }

    /** On pictures of classes that production knows. */
    private Comparison compared(Answers candidate, Answers production, Predicate<HeldOut> which) {
        return Comparison.of(candidate, production, places(which.and(picture -> known.contains(picture.label()))));
    }

    private Optional<Objection> worse(Comparison all) {
        return objection(all, settings.tolerance(), Objection.Kind.WORSE, "it is worse");
    }

    private Optional<Objection> forgets(Comparison older) {
        return older.isEmpty()
                ? Optional.empty()
                : objection(
                        older,
                        settings.forgetting(),
                        Objection.Kind.FORGETS,
                        "it forgets: of what production's own run had held out it gets " + older);
    }

    private Optional<Objection> objection(Comparison compared, double tolerance, Objection.Kind kind, String why) {
        boolean holds = compared.drop() > tolerance && compared.chanceOfLosses() < settings.significance();
        return holds
                ? Optional.of(new Objection(kind, why + " (" + Comparison.chance(compared.chanceOfLosses()) + ")"))
                : Optional.empty();
    }

    private String figures(Comparison all, boolean promoted) {
        return (promoted ? "The candidate is " + standing(all) + ": " : "In all it gets ") + all;
    }

    private String standing(Comparison all) {
        if (all.wins() > all.losses()) {
            return "better";
        }
        if (all.wins() == all.losses()) {
            return "not worse";
        }
        return all.chanceOfLosses() < settings.significance()
                ? "worse by no more than is granted"
                : "not worse beyond chance";
    }

    private SortedMap<String, Comparison> byClass(Answers candidate, Answers production) {
        SortedMap<String, Comparison> byClass = new TreeMap<>();
        for (String label : heldOut.stream().map(HeldOut::label).collect(Collectors.toSet())) {
            Comparison ofClass = Comparison.of(
                    candidate, production, places(picture -> picture.label().equals(label)));
            if (!ofClass.isEmpty()) {
                byClass.put(label, ofClass);
            }
        }
        return byClass;
    }

    private BitSet places(Predicate<HeldOut> which) {
        BitSet places = new BitSet();
        IntStream.range(0, heldOut.size())
                .filter(place -> which.test(heldOut.get(place)))
                .forEach(places::set);
        return places;
    }
}
