package dev.tideline.classifier.guarantees;

import static org.awaitility.Awaitility.await;

import dev.tideline.classifier.ClassifierFixture;
import dev.tideline.classifier.ClassifierGroup;
import dev.tideline.classifier.ClassifierProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A classifier that is started again whenever it is gone, and that is killed some times: each time at a random moment
 * after it was given partitions to read.
 *
 * <p>Threading: {@link #call} on a thread of its own.
 */
final class SupervisedClassifier implements Callable<List<String>> {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration LONGEST_WORK = Duration.ofSeconds(6);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final String name;
    private final SuiteSettings settings;
    private final ClassifierFixture fixture;
    private final ClassifierGroup group;
    private final Path log;
    private final CountDownLatch killsLeft;
    private final CountDownLatch end;
    private final Random random;
    private final List<String> endedByThemselves = new ArrayList<>();

    /** @param end stops it */
    SupervisedClassifier(
            String name,
            SuiteSettings settings,
            ClassifierFixture fixture,
            ClassifierGroup group,
            Path folder,
            CountDownLatch end) {
        this.name = name;
        this.settings = settings;
        this.fixture = fixture;
        this.group = group;
        this.log = folder.resolve(name + ".log");
        this.killsLeft = new CountDownLatch(settings.killsEach());
        this.end = end;
        this.random = settings.random(name);
    }

    boolean isKilledOften() {
        return killsLeft.getCount() == 0;
    }

    /** Lives until the end; gives the lives that ended though nobody killed them. */
    @Override
    public List<String> call() throws Exception {
        for (int life = 1; end.getCount() > 0; life++) {
            String clientId = name + "-life-" + life;
            try (ClassifierProcess process = ClassifierProcess.start(settingsOf(clientId), log)) {
                live(process, clientId);
            }
        }
        return endedByThemselves;
    }

    private void live(ClassifierProcess process, String clientId) throws InterruptedException {
        if (isKilledOften()) {
            await().atMost(PATIENCE)
                    .pollInterval(LOOK_EVERY)
                    .until(() -> end.await(0, TimeUnit.SECONDS) || !process.isAlive());
        } else {
            await().atMost(PATIENCE).pollInterval(LOOK_EVERY).until(() -> hasWork(clientId) || !process.isAlive());
            if (!process.endsWithin(Duration.ofMillis(random.nextLong(LONGEST_WORK.toMillis())))) {
                process.kill();
                killsLeft.countDown();
                return;
            }
        }
        if (!process.isAlive()) {
            endedByThemselves.add(clientId);
        }
    }

    private boolean hasWork(String clientId) throws InterruptedException {
        try {
            return group.workers().stream().anyMatch(worker -> worker.startsWith(clientId));
        } catch (ExecutionException brokerIsAway) {
            return false;
        }
    }

    private Map<String, String> settingsOf(String clientId) {
        Map<String, String> all = new HashMap<>(fixture.settings());
        all.putAll(settings.classifier());
        all.put("kafka.client.id", clientId);
        return all;
    }
}
