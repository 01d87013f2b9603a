package dev.tideline.trainer.gate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * Finds classes of which the candidate gets far fewer right than production, beyond chance. A good share of all pictures
 * can hide that.
 *
 * <p>A class has collapsed when the candidate's share of it is smaller by more than a fifth, and the exact sign test over
 * its pictures says that it is no chance. There are as many tests as classes, so their probabilities are held
 * against Holm's steps (S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of
 * Statistics 6, 1979): that one of many equally good classes trips by chance is no likelier than with a single one. A
 * class that production knows well and of which the candidate gets nothing right is held against the significance itself,
 * since among many classes with few pictures each no loss would pass Holm's first step: at 0.05, five pictures that
 * production alone got right are enough, and four are not.
 */
final class ClassCollapse {
    /** A smaller loss in one class is weighed with all the others, by the accuracy of all. */
    private static final double DROP = 0.2;

    /** A class that neither model knows is easily missed by chance. */
    private static final double KNOWN_WELL = 0.8;

    private final double significance;

    ClassCollapse(double significance) {
        this.significance = significance;
    }

    /** @param byClass the comparison on the pictures of each class that has any */
    Optional<Objection> objection(SortedMap<String, Comparison> byClass) {
        List<String> beyondChance = beyondChance(byClass);
        List<String> collapsed = byClass.entrySet().stream()
                .filter(entry -> isLost(entry.getValue()) || beyondChance.contains(entry.getKey()))
                .filter(entry -> entry.getValue().drop() > DROP)
                .map(entry -> told(entry.getKey(), entry.getValue()))
                .toList();
        return collapsed.isEmpty()
                ? Optional.empty()
                : Optional.of(new Objection(
                        Objection.Kind.CLASS_COLLAPSES,
                        collapsed.stream().collect(Collectors.joining(", ", "it collapses on ", ""))));
    }

    private boolean isLost(Comparison ofClass) {
        return ofClass.candidateRight() == 0
                && ofClass.productionAccuracy() >= KNOWN_WELL
                && ofClass.chanceOfLosses() < significance;
    }

    /** Holm's steps: from the least likely class on, until one may be chance. */
    private List<String> beyondChance(SortedMap<String, Comparison> byClass) {
        List<Map.Entry<String, Comparison>> leastLikelyFirst = byClass.entrySet().stream()
                .sorted(Comparator.comparingDouble(entry -> entry.getValue().chanceOfLosses()))
                .toList();
        List<String> found = new ArrayList<>();
        int left = leastLikelyFirst.size();
        for (Map.Entry<String, Comparison> entry : leastLikelyFirst) {
            if (entry.getValue().chanceOfLosses() >= significance / left) {
                break;
            }
            found.add(entry.getKey());
            left--;
        }
        return found;
    }

    private static String told(String label, Comparison figures) {
        return String.format(
                Locale.ROOT,
                "class \"%s\", of which it gets %d of %d held-out pictures right and production %d (%s)",
                label,
                figures.candidateRight(),
                figures.pictures(),
                figures.productionRight(),
                Comparison.chance(figures.chanceOfLosses()));
    }
}
