package dev.tideline.trainer.drift;

import java.util.Optional;

/**
 * HDDM_A, one-sided: finds that a model's error rises. Source: I. Frías-Blanco, J. del Campo-Ávila, G. Ramos-Jiménez, R.
 * Morales-Bueno, A. Ortiz-Díaz, Y. Caballero-Mota, "Online and Non-Parametric Drift Detection Methods Based on
 * Hoeffding's Bounds", IEEE Transactions on Knowledge and Data Engineering 27(3), 2015.
 *
 * <p>Of N outcomes, each 0 (right) or 1 (wrong), let e(n) = sqrt(ln(1/a) / 2n) be Hoeffding's bound on the mean of n of
 * them, at confidence a. The cut is the n for which the mean of the first n, plus e(n), is least, the latest of these: until
 * then the error was surely lowest. It has risen when the mean of all N is above that of the first n by at least
 * sqrt((N - n) / 2nN · ln(2/a)), Hoeffding's bound on the difference with the constant of the authors' own implementation
 * (in MOA). Then everything begins anew with the next outcome.
 *
 * <p>It assumes nothing of the outcomes but that they are independent and lie between 0 and 1, needs no least number of
 * them and four numbers of memory, and depends on the outcomes and their order alone.
 *
 * <p>Threading: for one thread.
 */
public final class HoeffdingDriftDetector {
    private final double confidence;
    private ErrorRate all = ErrorRate.NONE;
    private ErrorRate lowest = ErrorRate.NONE;

    /** @param confidence a: how probable a false alarm may be at a test, above 0 and below 1 */
    public HoeffdingDriftDetector(double confidence) {
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("The confidence must be above 0 and below 1, but is " + confidence);
        }
        this.confidence = confidence;
    }

    /**
     * Takes in the next outcome.
     *
     * @return the rise, if this outcome shows that the error has risen
     */
    public Optional<ErrorRise> add(boolean wrong) {
        all = all.with(wrong);
        if (lowest.tests() == 0 || upperBound(all) <= upperBound(lowest)) {
            lowest = all;
        }
        if (lowest.tests() == all.tests() || all.share() - lowest.share() < boundOfRise()) {
            return Optional.empty();
        }
        ErrorRise rise = new ErrorRise(lowest, all.without(lowest));
        all = ErrorRate.NONE;
        lowest = ErrorRate.NONE;
        return Optional.of(rise);
    }

    private double upperBound(ErrorRate rate) {
        return rate.share() + Math.sqrt(Math.log(1 / confidence) / (2.0 * rate.tests()));
    }

    private double boundOfRise() {
        double since = all.tests() - lowest.tests();
        return Math.sqrt(since / (2.0 * lowest.tests() * all.tests()) * Math.log(2 / confidence));
    }
}
