package dev.tideline.trainer.gate;

/**
 * Fisher's exact one-sided test: one model answers two kinds of pictures. Were it equally good at both, its right answers
 * would be spread over them as if drawn by lot.
 */
final class FisherTest {
    private FisherTest() {}

    /**
     * The probability that no more than {@code right} of all right answers fall to the first kind: small when the model
     * can hardly be as good there.
     *
     * @param right right answers among the first kind
     * @param pictures pictures of the first kind
     * @param otherRight right answers among the other kind
     * @param otherPictures pictures of the other kind
     */
    static double probabilityOfAtMost(int right, int pictures, int otherRight, int otherPictures) {
        int allRight = right + otherRight;
        int fewest = Math.max(0, allRight - otherPictures);
        double logTerm = logChoices(pictures, fewest)
                + logChoices(otherPictures, allRight - fewest)
                - logChoices(pictures + otherPictures, allRight);
        double probability = 0;
        // From the term of the fewest right answers that are possible up to the one of just these.
        for (int now = fewest; now <= right; now++) {
            probability += Math.exp(logTerm);
            logTerm += Math.log(pictures - now) + Math.log(allRight - now);
            logTerm -= Math.log(now + 1) + Math.log(otherPictures - allRight + now + 1);
        }
        return Math.min(1, probability);
    }

    /** Logarithm of the number of ways to choose some of all. */
    private static double logChoices(int all, int some) {
        double log = 0;
        for (int i = 1; i <= some; i++) {
            log += Math.log(all - some + i) - Math.log(i);
        }
        return log;
    }
}
