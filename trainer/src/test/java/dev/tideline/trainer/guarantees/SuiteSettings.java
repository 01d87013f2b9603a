package dev.tideline.trainer.guarantees;

import java.util.Random;

/**
 * How large a run of the suite is.
 *
 * @param kills how often the trainer is killed
 * @param brokerRestarts how often the broker goes: killed first, then stopped cleanly, in turn
 * @param seed of everything that is random: the same seed makes the same plan, not the same run
 */
record SuiteSettings(int kills, int brokerRestarts, long seed) {
    private static final String SIZE = "tideline.suite";
    private static final String SEED = "tideline.suite.seed";

    /** The size that the system property {@code tideline.suite} names, small by default, and {@code tideline.suite.seed}. */
    static SuiteSettings chosen() {
        String size = System.getProperty(SIZE, "small");
        long seed = Long.getLong(SEED, new Random().nextInt(Integer.MAX_VALUE));
        return switch (size) {
            case "small" -> new SuiteSettings(4, 1, seed);
            case "full" -> new SuiteSettings(30, 3, seed);
            default -> throw new IllegalArgumentException(SIZE + " is \"" + size + "\", but must be small or full.");
        };
    }

    /** A source of random numbers for one of those who take part. */
    Random random(String who) {
        return new Random(seed ^ who.hashCode());
    }
}
