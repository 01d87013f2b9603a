package dev.tideline.trainer.gate;

/**
 * The exact one-sided sign test, also known as McNemar's exact test: two models answer the same pictures, and only those
 * count that one of them alone gets right. Were the models equally good, each of these would be a coin toss.
 */
final class SignTest {
    private SignTest() {}

    /**
     * The probability that {@code losses} or more of {@code wins + losses} fair tosses are losses: small when the losses
     * can hardly be chance.
     */
    static double probabilityOfAtLeast(int losses, int wins) {
        int tosses = wins + losses;
        double probability = 0;
        double logTerm = -tosses * Math.log(2);
        // From the term of all tosses lost down to the one of just these losses.
        for (int lost = tosses; lost >= losses; lost--) {
            probability += Math.exp(logTerm);
            logTerm += Math.log(lost) - Math.log(tosses - lost + 1.0);
        }
        return Math.min(1, probability);
    }
}
