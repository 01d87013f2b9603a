package dev.tideline.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.classifier.BrightnessModel.Fault;
import dev.tideline.classifier.shadow.ShadowShare;
import dev.tideline.events.PredictionEvent;
import dev.tideline.model.store.ModelAdmin;
import dev.tideline.model.store.ModelCatalog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShadowIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final double SHARE = 0.5;

    @TempDir
    Path folder;

    private ClassifierFixture fixture;
    private PredictionLog log;

    @BeforeEach
    void start() throws Exception {
        fixture = new ClassifierFixture(folder, 2);
        fixture.settings().put("classifier.shadow.share", Double.toString(SHARE));
        fixture.settings().put("classifier.shadow.pictures", "1000");
        log = new PredictionLog(fixture.kafka());
        fixture.publishModel();
    }

    @AfterEach
    void stop() {
        log.close();
        fixture.close();
    }

    private ClassifierService startClassifier() {
        ClassifierService classifier = fixture.newClassifier();
        classifier.start();
        await().atMost(PATIENCE).until(() -> classifier.servingVersion().isPresent());
        return classifier;
    }

    private static void awaitShadow(ClassifierService classifier, int version) {
        await().atMost(PATIENCE).until(() -> classifier.shadowVersion().orElse(0) == version);
    }

    private List<String> publish(String prefix, int pictures, byte[] picture) {
        List<String> ids =
                IntStream.range(0, pictures).mapToObj(i -> prefix + "-" + i).toList();
        ids.forEach(id -> fixture.publish(id, picture));
        return ids;
    }

    private static List<String> share(List<String> ids) {
        return ids.stream().filter(new ShadowShare(SHARE)::includes).toList();
    }

    private void awaitPredictions(int count) {
        await().atMost(PATIENCE).until(() -> log.poll().predictions().size() >= count);
    }

    private void awaitShadowPredictions(int count) {
        await().atMost(PATIENCE).until(() -> log.poll().shadowPredictions().size() >= count);
    }

    private void assertEachOnceByProduction(List<String> ids) {
        log.readToEnd();
        assertThat(log.predictions()).extracting(PredictionEvent::getImageId).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(log.predictions())
                .extracting(PredictionEvent::getModelVersion)
                .containsOnly(1);
        assertThat(log.deadLetters()).isEmpty();
    }

    @Test
    void theShareOfThePicturesIsTriedByTheShadowAndEachIsAnsweredOnceByProduction() throws Exception {
        fixture.publishModel(ModelCatalog.SHADOW, BrightnessModel.quick());
        List<String> ids;
        try (ClassifierService classifier = startClassifier()) {
            awaitShadow(classifier, 2);
            ids = publish("picture", 200, DrawnPictures.dark());
            awaitShadowPredictions(share(ids).size());
            awaitPredictions(ids.size());
        }

        assertEachOnceByProduction(ids);
        assertThat(log.shadowPredictions())
                .extracting(PredictionEvent::getImageId)
                .containsExactlyInAnyOrderElementsOf(share(ids));
        assertThat(log.shadowPredictions()).allSatisfy(prediction -> {
            assertThat(prediction.getModelVersion()).isEqualTo(2);
            assertThat(prediction.getLabel()).isEqualTo("dark");
        });
    }

    @Test
    void removingTheAliasStopsTheShadow() throws Exception {
        fixture.publishModel(ModelCatalog.SHADOW, BrightnessModel.quick());
        try (ClassifierService classifier = startClassifier();
                ModelAdmin admin = new ModelAdmin(fixture.kafka(), "test")) {
            awaitShadow(classifier, 2);
            List<String> first = publish("first", 20, DrawnPictures.dark());
            awaitShadowPredictions(share(first).size());

            admin.removeAlias(ClassifierFixture.MODEL, ModelCatalog.SHADOW);
            await().atMost(PATIENCE).until(() -> classifier.shadowVersion().isEmpty());
            publish("unseen", 20, DrawnPictures.dark());
            awaitPredictions(40);

            admin.setAlias(ClassifierFixture.MODEL, ModelCatalog.SHADOW, 2, "again");
            awaitShadow(classifier, 2);
            List<String> last = publish("last", 20, DrawnPictures.dark());
            awaitShadowPredictions(share(first).size() + share(last).size());

            assertThat(log.shadowPredictions())
                    .extracting(PredictionEvent::getImageId)
                    .noneMatch(id -> id.startsWith("unseen"));
        }
    }

    @Test
    void aShadowThatFailsHarmsNoPrediction() throws Exception {
        fixture.publishModel(ModelCatalog.SHADOW, BrightnessModel.broken(Fault.FAILS_ON_BRIGHT_PICTURES));
        List<String> ids;
        try (ClassifierService classifier = startClassifier()) {
            awaitShadow(classifier, 2);
            // One that it can do shows that it runs, before it meets what breaks it.
            List<String> dark = publish("dark", 4, DrawnPictures.dark());
            awaitShadowPredictions(share(dark).size());
            List<String> bright = publish("bright", 300, DrawnPictures.bright());
            awaitPredictions(dark.size() + bright.size());
            assertThat(classifier.state()).isEqualTo(ClassifierService.State.RUNNING);
            ids = IntStream.range(0, 304)
                    .mapToObj(i -> i < 4 ? dark.get(i) : bright.get(i - 4))
                    .toList();
        }

        assertEachOnceByProduction(ids);
        assertThat(log.shadowPredictions())
                .extracting(PredictionEvent::getImageId)
                .allMatch(id -> id.startsWith("dark"));
    }

    @Test
    void aShadowThatIsRefusedHarmsNoPredictionAndTheNextOneIsTried() throws Exception {
        fixture.publishModel(ModelCatalog.SHADOW, BrightnessModel.broken(Fault.ANSWERS_NONSENSE));
        List<String> ids;
        try (ClassifierService classifier = startClassifier()) {
            awaitShadow(classifier, 2);
            ids = publish("picture", 50, DrawnPictures.dark());
            awaitPredictions(ids.size());
            assertEachOnceByProduction(ids);

            fixture.publishModel(ModelCatalog.SHADOW, BrightnessModel.quick());
            awaitShadow(classifier, 3);
            List<String> more = publish("more", 20, DrawnPictures.dark());
            awaitShadowPredictions(share(more).size());
            assertThat(log.shadowPredictions())
                    .extracting(PredictionEvent::getModelVersion)
                    .containsOnly(3);
        }
    }
}
