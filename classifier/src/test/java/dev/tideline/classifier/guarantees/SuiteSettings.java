package dev.tideline.classifier.guarantees;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * How large a run is, and what happens in it.
 *
 * @param processes number of classifiers, each in a JVM of its own
 * @param partitions of the topics of pictures
 * @param pictures least number of pictures; they go on coming until the last kill and restart
 * @param picturesPerSecond how fast they come, after a third of them were there from the beginning
 * @param killsEach how often each classifier is killed
 * @param brokerRestarts how often the broker goes: killed first, then stopped cleanly, in turn
 * @param swapEvery time between two models
 * @param batchTime how long a batch takes: it keeps pictures in flight
 * @param classifier settings of the classifiers, key to value
 * @param seed of everything that is random: the same seed makes the same plan, not the same run
 */
record SuiteSettings(
        int processes,
        int partitions,
        int pictures,
        int picturesPerSecond,
        int killsEach,
        int brokerRestarts,
        Duration swapEvery,
        Duration batchTime,
        Map<String, String> classifier,
        long seed) {
    private static final String SIZE = "tideline.suite";
    private static final String SEED = "tideline.suite.seed";

    /**
     * Small batches that take long: the classifiers are always behind, and every kill meets pictures in flight. Answers go
     * to the broker at once, not just before they are committed, so that it meets answers there too.
     */
    private static final Map<String, String> ALWAYS_BUSY =
            Map.of("classifier.batch.size", "8", "classifier.capacity", "16", "kafka.linger.ms", "0");

    private static final Duration BATCH_TIME = Duration.ofMillis(50);

    /** The size that the system property {@code tideline.suite} names, small by default, and {@code tideline.suite.seed}. */
    static SuiteSettings chosen() {
        String size = System.getProperty(SIZE, "small");
        long seed = Long.getLong(SEED, new Random().nextInt(Integer.MAX_VALUE));
        return switch (size) {
            case "small" -> small(seed);
            case "full" -> full(seed);
            default -> throw new IllegalArgumentException(SIZE + " is \"" + size + "\", but must be small or full.");
        };
    }

    /** For every build. A killed classifier is missed sooner than by default, so that a run is short. */
    static SuiteSettings small(long seed) {
        return new SuiteSettings(2, 4, 3_000, 40, 2, 1, Duration.ofSeconds(2), BATCH_TIME, ALWAYS_BUSY, seed)
                .with("kafka.session.timeout.ms", "6000")
                .with("kafka.heartbeat.interval.ms", "2000")
                .with("kafka.transaction.timeout.ms", "10000");
    }

    /** For a look in earnest: the classifier's own timeouts. */
    static SuiteSettings full(long seed) {
        return new SuiteSettings(3, 8, 20_000, 100, 5, 2, Duration.ofSeconds(3), BATCH_TIME, ALWAYS_BUSY, seed);
    }

    SuiteSettings with(String key, String value) {
        Map<String, String> more = new HashMap<>(classifier);
        more.put(key, value);
        return new SuiteSettings(
                processes,
                partitions,
                pictures,
                picturesPerSecond,
                killsEach,
                brokerRestarts,
                swapEvery,
                batchTime,
                Map.copyOf(more),
                seed);
    }

    /** A source of random numbers for one of those who take part. */
    Random random(String who) {
        return new Random(seed ^ who.hashCode());
    }
}
