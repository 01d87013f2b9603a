package dev.tideline.classifier.guarantees;

import static org.awaitility.Awaitility.await;

import dev.tideline.classifier.ClassifierGroup;
import dev.tideline.embedded.testing.BrokerProcess;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Kills the broker and stops it cleanly, in turn, at random moments while classifiers have partitions to read; each time
 * it comes back at once.
 */
final class BrokerRestarts implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final int times;
    private final BrokerProcess broker;
    private final ClassifierGroup group;
    private final CountDownLatch end;
    private final Random random;

    BrokerRestarts(SuiteSettings settings, BrokerProcess broker, ClassifierGroup group, CountDownLatch end) {
        this.times = settings.brokerRestarts();
        this.broker = broker;
        this.group = group;
        this.end = end;
        this.random = settings.random("broker");
    }

    @Override
    public Integer call() throws Exception {
        int restarts = 0;
        while (restarts < times) {
            await().atMost(PATIENCE).until(() -> !group.workers().isEmpty());
            if (end.await(random.nextLong(LONGEST_PAUSE.toMillis()), TimeUnit.MILLISECONDS)) {
                break;
            }
            if (restarts++ % 2 == 0) {
                broker.crash();
            } else {
                broker.restart();
            }
        }
        return restarts;
    }
}
