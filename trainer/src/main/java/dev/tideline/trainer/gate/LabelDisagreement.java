package dev.tideline.trainer.gate;

import java.util.Locale;
import java.util.Optional;

/**
 * Finds new labels that contradict each other or the older ones, such as a burst of mistaken ones. Held-out pictures
 * carry mistaken labels as well, and a model cannot get those right: neither production, nor a candidate that was
 * trained on others of the burst. So such a candidate looks no worse than production, however bad the burst is.
 *
 * <p>What gives it away: the candidate has learned from the new labels, and of new pictures that were held out it still
 * gets a smaller share right than of the older ones, by more than a fifth and beyond chance by Fisher's exact test. New
 * pictures may also be of a new and harder kind. Then learning from them helps, so a candidate that is better at the new
 * ones than production, beyond chance by the sign test, has no fault. Pictures of classes that production does not know
 * are left out: of those any candidate gets more right, and it says nothing of the others.
 *
 * <p>Limits: a few mistaken labels among many cannot be told from hard pictures; new labels that agree with each other
 * and contradict the older ones count as something new to learn, and then it is the older pictures that must not get
 * worse; and there must be older pictures, so the first version is not judged.
 */
final class LabelDisagreement {
    private static final double SHORTFALL = 0.2;

    /** Whether the candidate has learned is no question of how strict the gate is. */
    private static final double LEARNED = 0.05;

    private final double significance;

    LabelDisagreement(double significance) {
        this.significance = significance;
    }

    /** @param newer of classes that production knows, like {@code older} */
    Optional<Objection> objection(Comparison newer, Comparison older) {
        if (newer.isEmpty() || older.isEmpty()) {
            return Optional.empty();
        }
        double chance = FisherTest.probabilityOfAtMost(
                newer.candidateRight(), newer.pictures(), older.candidateRight(), older.pictures());
        boolean fallsShort = older.candidateAccuracy() - newer.candidateAccuracy() > SHORTFALL && chance < significance;
        boolean hasLearned = newer.chanceOfWins() < LEARNED;
        return fallsShort && !hasLearned
                ? Optional.of(new Objection(Objection.Kind.LABELS_DISAGREE, told(newer, older, chance)))
                : Optional.empty();
    }

    private static String told(Comparison newer, Comparison older, double chance) {
        return String.format(
                Locale.ROOT,
                "the new labels disagree: of the held-out pictures that were labelled since production's run it gets %d of"
                        + " %d right and production %d, of those before %d of %d (%s); look for mistaken labels",
                newer.candidateRight(),
                newer.pictures(),
                newer.productionRight(),
                older.candidateRight(),
                older.pictures(),
                Comparison.chance(chance));
    }
}
