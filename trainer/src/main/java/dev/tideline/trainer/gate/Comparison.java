package dev.tideline.trainer.gate;

import java.util.BitSet;
import java.util.Locale;

/**
 * Two models' answers to the same pictures, counted.
 *
 * @param both pictures that both get right
 * @param wins pictures that the candidate alone gets right
 * @param losses pictures that production alone gets right
 * @param neither pictures that none gets right
 */
record Comparison(int both, int wins, int losses, int neither) {
    /** Counts the pictures at some places that both models were asked about. */
    static Comparison of(Answers candidate, Answers production, BitSet places) {
        Answers ofCandidate = candidate.at(places).at(production.asked());
        Answers ofProduction = production.at(places).at(candidate.asked());
        int wins = ofCandidate.rightAlone(ofProduction);
        int losses = ofProduction.rightAlone(ofCandidate);
        int both = ofCandidate.right().cardinality() - wins;
        return new Comparison(both, wins, losses, ofCandidate.pictures() - both - wins - losses);
    }

    int pictures() {
        return both + wins + losses + neither;
    }

    boolean isEmpty() {
        return pictures() == 0;
    }

    int candidateRight() {
        return both + wins;
    }

    int productionRight() {
        return both + losses;
    }

    double candidateAccuracy() {
        return (double) candidateRight() / pictures();
    }

    double productionAccuracy() {
        return (double) productionRight() / pictures();
    }

    /** By how much the candidate's share is smaller; negative when it is greater. */
    double drop() {
        return (double) (losses - wins) / pictures();
    }

    /** The probability that equally good models differ as much to the candidate's disadvantage. */
    double chanceOfLosses() {
        return SignTest.probabilityOfAtLeast(losses, wins);
    }

    /** The same to its advantage. */
    double chanceOfWins() {
        return SignTest.probabilityOfAtLeast(wins, losses);
    }

    PairedDifference difference() {
        return PairedDifference.of(both, wins, losses, neither);
    }

    /** Both models' figures, in words. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s of %d held-out pictures against %s of production's, %s; %d right that production gets wrong, %d the"
                        + " other way round",
                percent(candidateAccuracy()),
                pictures(),
                percent(productionAccuracy()),
                difference(),
                wins,
                losses);
    }

    /** A probability in words. */
    static String chance(double probability) {
        return probability < 0.0001 ? "p < 0.0001" : String.format(Locale.ROOT, "p = %.4f", probability);
    }

    static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * fraction);
    }
}
