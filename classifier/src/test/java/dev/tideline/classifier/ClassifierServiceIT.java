package dev.tideline.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.tideline.events.PredictionEvent;
import dev.tideline.model.store.ModelAdmin;
import dev.tideline.model.store.ModelCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifierServiceIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private ClassifierFixture fixture;
    private PredictionLog log;

    @BeforeEach
    void start() {
        fixture = new ClassifierFixture(folder, 2);
        log = new PredictionLog(fixture.kafka());
    }

    @AfterEach
    void stop() {
        log.close();
        fixture.close();
    }

    private void awaitPredictions(int count) {
        await().atMost(PATIENCE).until(() -> log.poll().predictions().size() >= count);
    }

    private static void awaitVersion(ClassifierService classifier, int version) {
        await().atMost(PATIENCE).until(() -> classifier.servingVersion().orElse(0) == version);
    }

    private void publishModel() {
        try {
            fixture.publishModel();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void picturesWaitUntilThereIsAModel() throws Exception {
        fixture.publish("early", DrawnPictures.bright());
        try (ClassifierService classifier = fixture.newClassifier()) {
            classifier.start();
            assertThat(classifier.state()).isEqualTo(ClassifierService.State.WAITING_FOR_MODEL);

            fixture.publishModel();
            awaitPredictions(1);

            PredictionEvent prediction = log.predictions().get(0);
            assertThat(prediction.getImageId()).isEqualTo("early");
            assertThat(prediction.getLabel()).isEqualTo("bright");
            assertThat(prediction.getConfidence()).isGreaterThan(0.99f);
            assertThat(prediction.getModelName()).isEqualTo(ClassifierFixture.MODEL);
            assertThat(prediction.getModelVersion()).isEqualTo(1);
        }
    }

    @Test
    void aNewVersionTakesOverAndARollbackBringsTheOldOneBackWithoutARestart() throws Exception {
        fixture.publishModel();
        try (ClassifierService classifier = fixture.newClassifier()) {
            classifier.start();
            awaitVersion(classifier, 1);
            fixture.publish("by the first", DrawnPictures.dark());
            awaitPredictions(1);

            fixture.publishModel();
            awaitVersion(classifier, 2);
            fixture.publish("by the second", DrawnPictures.dark());
            awaitPredictions(2);

            try (ModelAdmin admin = new ModelAdmin(fixture.kafka(), "test")) {
                admin.rollback(ClassifierFixture.MODEL, ModelCatalog.PRODUCTION, "second thoughts");
            }
            awaitVersion(classifier, 1);
            fixture.publish("by the first again", DrawnPictures.dark());
            awaitPredictions(3);

            assertThat(log.predictions())
                    .extracting(PredictionEvent::getImageId, PredictionEvent::getModelVersion)
                    .containsExactlyInAnyOrder(
                            tuple("by the first", 1), tuple("by the second", 2), tuple("by the first again", 1));
        }
    }

    @Test
    void aSwapInTheMiddleOfAStreamLosesAndDoublesNothing() throws Exception {
        fixture.publishModel();
        int pictures = 600;
        try (ClassifierService classifier = fixture.newClassifier()) {
            classifier.start();
            awaitVersion(classifier, 1);
            CompletableFuture<Void> swap = CompletableFuture.completedFuture(null);
            int published = 0;
            // The stream goes on while the new version travels, and for a while after it serves.
            for (int left = pictures; left > 0; published++) {
                if (published == pictures / 3) {
                    swap = CompletableFuture.runAsync(this::publishModel);
                }
                fixture.publish("picture-" + published, DrawnPictures.dark());
                left -= classifier.servingVersion().orElse(0) == 2 || published < pictures / 3 ? 1 : 0;
            }
            swap.join();
            awaitPredictions(published);
            assertThat(log.countsById()).hasSize(published);
        }
        log.readToEnd();

        assertThat(log.predictions()).hasSize(log.countsById().size());
        assertThat(log.predictions())
                .extracting(PredictionEvent::getModelVersion)
                .contains(1, 2);
    }

    @Test
    void everyBadRecordIsADeadLetterWithItsReasonAndItsNeighboursAreClassified() throws Exception {
        fixture.publishModel();
        Map<String, byte[]> bad = Map.of(
                "empty", fixture.serialized("empty", new byte[0]),
                "not_a_picture", fixture.serialized("not_a_picture", "just text".getBytes(StandardCharsets.UTF_8)),
                "corrupt", fixture.serialized("corrupt", half(DrawnPictures.plain(90, "jpg"))),
                "too_large", fixture.serialized("too_large", hugePng()),
                "not_an_image_event", new byte[] {1, 2, 3, 4, 5, 6},
                "wrong_key", fixture.serialized("another id", DrawnPictures.dark()));
        List<String> good = IntStream.range(0, 60).mapToObj(i -> "good-" + i).toList();

        try (ClassifierService classifier = fixture.newClassifier()) {
            classifier.start();
            List<String> reasons = List.copyOf(bad.keySet());
            for (int i = 0; i < good.size(); i++) {
                fixture.publish(good.get(i), DrawnPictures.bright());
                if (i % 10 == 0) {
                    fixture.publishRaw(reasons.get(i / 10), bad.get(reasons.get(i / 10)));
                }
            }
            fixture.publishRaw("no_value", null);
            await().atMost(PATIENCE).until(() -> {
                log.poll();
                return log.predictions().size() >= good.size()
                        && log.deadLetters().size() >= bad.size() + 1;
            });
            assertThat(classifier.state()).isEqualTo(ClassifierService.State.RUNNING);
        }

        assertThat(log.predictions()).extracting(PredictionEvent::getImageId).containsExactlyInAnyOrderElementsOf(good);
        assertThat(log.deadLetters()).hasSize(bad.size() + 1).allSatisfy(letter -> {
            assertThat(header(letter, "tideline.reason")).isEqualTo(letter.key());
            assertThat(header(letter, "__streams.errors.message")).isNotBlank();
            assertThat(header(letter, "__streams.errors.topic"))
                    .isEqualTo(fixture.kafka().topics().images().name());
            assertThat(Long.parseLong(header(letter, "__streams.errors.offset")))
                    .isNotNegative();
            assertThat(letter.value()).as("the record as it came").isEqualTo(bad.get(letter.key()));
        });
    }

    @Test
    void whatAClosedClassifierHadIsTakenOverBeforeItsSessionEnds() throws Exception {
        fixture.publishModel();
        fixture.settings().put("kafka.session.timeout.ms", "600000");
        try (ClassifierService second = fixture.newClassifier()) {
            try (ClassifierService first = fixture.newClassifier()) {
                first.start();
                fixture.publish("for the first", DrawnPictures.dark());
                awaitPredictions(1);
                second.start();
                awaitVersion(second, 1);
            }
            IntStream.range(0, 20).forEach(i -> fixture.publish("for the second " + i, DrawnPictures.dark()));

            awaitPredictions(21);
        }
    }

    @Test
    void anAnswerIsCommittedWithoutWaitingForTheIntervalOfABacklog() throws Exception {
        fixture.publishModel();
        fixture.settings().put("kafka.commit.interval.ms", "600000");
        fixture.settings().put("kafka.producer.transaction.timeout.ms", "900000");
        try (ClassifierService classifier = fixture.newClassifier()) {
            classifier.start();
            fixture.publish("first", DrawnPictures.dark());
            awaitPredictions(1);
            // A second commit of the same task, which no partition that is assigned or taken away asks for.
            fixture.publish("second", DrawnPictures.dark());
            awaitPredictions(2);

            assertThat(log.predictions())
                    .extracting(PredictionEvent::getImageId)
                    .containsExactlyInAnyOrder("first", "second");
        }
    }

    @Test
    void answersKeepTheOrderOfTheirPartition() throws Exception {
        fixture.publishModel();
        for (int i = 0; i < 400; i++) {
            // Every seventh picture is answered at once, without the engine, and must not overtake.
            fixture.publish("p" + i, i % 7 == 0 ? new byte[0] : DrawnPictures.dark());
        }
        try (ClassifierService classifier = fixture.newClassifier()) {
            classifier.start();
            await().atMost(PATIENCE).until(() -> {
                log.poll();
                return log.predictions().size() + log.deadLetters().size() >= 400;
            });
        }

        Map<Integer, List<Long>> offsetsByPartition = log.deadLetters().stream()
                .collect(Collectors.groupingBy(
                        letter -> Integer.parseInt(header(letter, "__streams.errors.partition")),
                        Collectors.mapping(
                                letter -> Long.parseLong(header(letter, "__streams.errors.offset")),
                                Collectors.toList())));
        assertThat(offsetsByPartition.values()).hasSize(2).allSatisfy(offsets -> assertThat(offsets)
                .isSorted());
        List<Integer> numbers = log.predictionsOfPartition(0).stream()
                .map(prediction -> Integer.parseInt(prediction.getImageId().substring(1)))
                .toList();
        assertThat(numbers).isNotEmpty().isSorted();
    }

    private static String header(ConsumerRecord<String, byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static byte[] half(byte[] picture) {
        return Arrays.copyOf(picture, picture.length / 2);
    }

    /** The header of a PNG of 30,000 × 30,000 pixels; what follows does not matter, as it must not be decoded. */
    private static byte[] hugePng() {
        byte[] png = DrawnPictures.dark();
        byte[] side = {0, 0, 0x75, 0x30};
        System.arraycopy(side, 0, png, 16, 4);
        System.arraycopy(side, 0, png, 20, 4);
        return png;
    }
}
