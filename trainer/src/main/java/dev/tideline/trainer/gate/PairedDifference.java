package dev.tideline.trainer.gate;

import java.util.Locale;

/**
 * The difference between the shares that two models get right of the same pictures, with its 95 % confidence interval by
 * Newcombe's square-and-add method (R. G. Newcombe, Improved confidence intervals for the difference between binomial
 * proportions based on paired data, Statistics in Medicine 17, 1998, method 10): Wilson's limits of the two shares, put
 * together with the correlation of the answers. It is never wider than [-1, 1], and says something of few pictures too.
 *
 * @param estimate the candidate's share less production's; from -1 to 1, positive when the candidate is better
 * @param low lower end of the interval
 * @param high upper end
 */
public record PairedDifference(double estimate, double low, double high) {
    /** The two-sided 95 % quantile of the normal distribution. */
    private static final double Z = 1.959963984540054;

    /**
     * @param both pictures that both get right
     * @param wins pictures that the candidate alone gets right
     * @param losses pictures that production alone gets right
     * @param neither pictures that none gets right
     */
    static PairedDifference of(int both, int wins, int losses, int neither) {
        int pictures = both + wins + losses + neither;
        Share candidate = Share.of(both + wins, pictures);
        Share production = Share.of(both + losses, pictures);
        double correlation = correlation(both, wins, losses, neither);
        double estimate = candidate.estimate - production.estimate;
        return new PairedDifference(
                estimate,
                estimate - together(candidate.below(), production.above(), correlation),
                estimate + together(production.below(), candidate.above(), correlation));
    }

    /** The phi coefficient, with Newcombe's correction for continuity where it is positive. */
    private static double correlation(int both, int wins, int losses, int neither) {
        double margins = (double) (both + wins) * (losses + neither) * (both + losses) * (wins + neither);
        if (margins == 0) {
            return 0;
        }
        double association = (double) both * neither - (double) wins * losses;
        double half = (both + wins + losses + neither) / 2.0;
        double corrected = association < 0 ? association : Math.max(0, association - half);
        return corrected / Math.sqrt(margins);
    }

    private static double together(double one, double other, double correlation) {
        return Math.sqrt(Math.max(0, one * one - 2 * correlation * one * other + other * other));
    }

    /** A share with Wilson's score interval. */
    private record Share(double estimate, double low, double high) {
        static Share of(int right, int pictures) {
            double share = (double) right / pictures;
            double square = Z * Z / pictures;
            double centre = (share + square / 2) / (1 + square);
            double spread = Math.sqrt(square * share * (1 - share) + square * square / 4) / (1 + square);
            return new Share(share, centre - spread, centre + spread);
        }

        double below() {
            return estimate - low;
        }

        double above() {
            return high - estimate;
        }
    }

    /** In percentage points, such as {@code -2.5 points (95 % interval -8.1 to 2.9)}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%+.1f points (95 %% interval %+.1f to %+.1f)", 100 * estimate, 100 * low, 100 * high);
    }
}
