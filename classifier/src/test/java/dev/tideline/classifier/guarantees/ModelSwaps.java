package dev.tideline.classifier.guarantees;

import dev.tideline.classifier.BrightnessModel;
import dev.tideline.classifier.ClassifierFixture;
import dev.tideline.events.ModelVersion;
import dev.tideline.model.store.ModelAdmin;
import dev.tideline.model.store.ModelCatalog;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;

/**
 * Publishes a new version again and again, and sometimes goes back to an older one, until the end. A swap that fails
 * while the broker is away is left out.
 */
final class ModelSwaps implements Callable<Integer> {
    private static final int FIRST_STEEPNESS = 10;
    private static final int BACK_EVERY = 4;

    private final SuiteSettings settings;
    private final ClassifierFixture fixture;
    private final CountDownLatch end;
    private final Random random;
    private int attempts;

    ModelSwaps(SuiteSettings settings, ClassifierFixture fixture, CountDownLatch end) {
        this.settings = settings;
        this.fixture = fixture;
        this.end = end;
        this.random = settings.random("swaps");
    }

    /** Each is as steep as no other, so that its answers can be told from all others'. */
    void publishNext() throws IOException {
        fixture.publishModel(BrightnessModel.of(FIRST_STEEPNESS + attempts++, settings.batchTime()));
    }

    /** Swaps until the end; gives the number of swaps. */
    @Override
    public Integer call() throws Exception {
        int swaps = 0;
        while (!end.await(settings.swapEvery().toMillis(), TimeUnit.MILLISECONDS)) {
            try {
                if (random.nextInt(BACK_EVERY) == 0) {
                    goBack();
                } else {
                    publishNext();
                }
                swaps++;
            } catch (KafkaException brokerIsAway) {
                continue;
            }
        }
        return swaps;
    }

    private void goBack() {
        List<ModelVersion> versions = ModelCatalog.read(fixture.kafka()).versions(ClassifierFixture.MODEL);
        int version = versions.get(random.nextInt(versions.size())).getVersion();
        try (ModelAdmin admin = new ModelAdmin(fixture.kafka(), "suite")) {
            admin.setAlias(ClassifierFixture.MODEL, ModelCatalog.PRODUCTION, version, "second thoughts");
        }
    }
}
