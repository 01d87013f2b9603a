package dev.tideline.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.classifier.dlq.Redrive;
import dev.tideline.events.PredictionEvent;
import dev.tideline.schemas.testing.PictureServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimCheckIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int MEGABYTE = 1 << 20;

    @TempDir
    Path folder;

    private PictureServer server;
    private ClassifierFixture fixture;
    private PredictionLog log;

    @BeforeEach
    void start() throws Exception {
        server = new PictureServer();
        Files.createDirectory(folder.resolve("pictures"));
        fixture = new ClassifierFixture(folder, 1);
        fixture.settings()
                .put(
                        "classifier.claim.allowed",
                        server.url() + "/pictures/,"
                                + folder.resolve("pictures").toUri() + ",http://127.0.0.1:1/");
        fixture.settings().put("classifier.claim.megabytes", "1");
        fixture.publishModel();
        log = new PredictionLog(fixture.kafka());
    }

    @AfterEach
    void stop() {
        log.close();
        fixture.close();
        server.close();
    }

    private void awaitAnswers(int count) {
        await().atMost(PATIENCE)
                .until(() -> log.poll().predictions().size() + log.deadLetters().size() >= count);
    }

    private static String header(ConsumerRecord<String, byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private String serve(String name, byte[] picture) {
        server.answer("/pictures/" + name, PictureServer.picture(picture));
        return server.url() + "/pictures/" + name;
    }

    @Test
    void picturesByClaimCheckAreClassifiedInTheOrderOfTheirRecords() throws Exception {
        Path file = Files.write(folder.resolve("pictures/bright.png"), DrawnPictures.bright());
        String address = serve("dark.png", DrawnPictures.dark());
        List<String> ids = IntStream.range(0, 90).mapToObj(i -> "p" + i).toList();
        for (int i = 0; i < ids.size(); i++) {
            switch (i % 3) {
                case 0 -> fixture.publish(ids.get(i), DrawnPictures.bright());
                case 1 -> fixture.publishClaim(ids.get(i), address, DrawnPictures.dark());
                default -> fixture.publishClaim(ids.get(i), file.toUri().toString(), DrawnPictures.bright());
            }
        }
        try (ClassifierService classifier = fixture.newClassifier()) {
            classifier.start();
            awaitAnswers(ids.size());
        }
        log.readToEnd();

        assertThat(log.predictions()).extracting(PredictionEvent::getImageId).containsExactlyElementsOf(ids);
        assertThat(log.predictions())
                .extracting(PredictionEvent::getLabel)
                .containsExactlyElementsOf(IntStream.range(0, 90)
                        .mapToObj(i -> i % 3 == 1 ? "dark" : "bright")
                        .toList());
        assertThat(log.deadLetters()).isEmpty();
    }

    @Test
    void everyClaimThatCannotBeMetIsADeadLetterWithItsReasonAndItsNeighboursAreClassified() {
        byte[] picture = DrawnPictures.dark();
        server.answer("/elsewhere.png", PictureServer.picture(picture));
        fixture.publishClaim("claim_check_refused", server.url() + "/pictures/../elsewhere.png", picture);
        fixture.publishClaim("claim_check_mismatch", serve("other.png", DrawnPictures.bright()), picture);
        fixture.publishClaim("claim_check_missing", server.url() + "/pictures/gone.png", picture);
        fixture.publishClaim("claim_check_unreachable", "http://127.0.0.1:1/1.png", picture);
        fixture.publishClaim("too_large", serve("large.png", picture), "0".repeat(64), Long.MAX_VALUE);
        byte[] text = "just text".getBytes(StandardCharsets.UTF_8);
        fixture.publishClaim("not_a_picture", serve("text.png", text), text);
        List<String> good = IntStream.range(0, 20).mapToObj(i -> "good-" + i).toList();
        good.forEach(id -> fixture.publishClaim(id, serve("good.png", picture), picture));

        try (ClassifierService classifier = fixture.newClassifier()) {
            classifier.start();
            awaitAnswers(good.size() + 6);
            assertThat(classifier.state()).isEqualTo(ClassifierService.State.RUNNING);
        }
        log.readToEnd();

        assertThat(log.predictions()).extracting(PredictionEvent::getImageId).containsExactlyElementsOf(good);
        assertThat(log.deadLetters()).hasSize(6).allSatisfy(letter -> {
            assertThat(header(letter, "tideline.reason")).isEqualTo(letter.key());
            assertThat(header(letter, "__streams.errors.message")).isNotBlank();
            assertThat(header(letter, "tideline.remedy")).isNotBlank();
        });
        assertThat(server.asked()).doesNotContain("/elsewhere.png", "/pictures/large.png");
    }

    @Test
    void aServerThatDoesNotAnswerCostsItsOwnPicturesAndNoOthers() {
        fixture.settings().put("classifier.claim.patience", "1s");
        server.answer("/pictures/silent.png", server.silence());
        List<String> silent = new ArrayList<>();
        List<String> good = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            silent.add("silent-" + i);
            fixture.publishClaim("silent-" + i, server.url() + "/pictures/silent.png", DrawnPictures.dark());
            good.add("good-" + i);
            fixture.publish("good-" + i, DrawnPictures.bright());
        }
        try (ClassifierService classifier = fixture.newClassifier()) {
            classifier.start();
            awaitAnswers(silent.size() + good.size());
            assertThat(classifier.state()).isEqualTo(ClassifierService.State.RUNNING);
        }
        log.readToEnd();

        assertThat(log.predictions()).extracting(PredictionEvent::getImageId).containsExactlyElementsOf(good);
        assertThat(log.deadLetters()).extracting(ConsumerRecord::key).containsExactlyElementsOf(silent);
        assertThat(log.deadLetters()).allSatisfy(letter -> assertThat(header(letter, "tideline.reason"))
                .isEqualTo("claim_check_unreachable"));
    }

    @Test
    void whatIsBeingFetchedCountsInATasksBytesInFlight() {
        fixture.settings().put("classifier.in.flight.megabytes", "1");
        // A PNG ends before its file does; its bytes count all the same.
        byte[] large = Arrays.copyOf(DrawnPictures.dark(), MEGABYTE * 6 / 10);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        server.answer("/pictures/large.png", exchange -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            PictureServer.picture(large).give(exchange);
            now.decrementAndGet();
        });
        for (int i = 0; i < 40; i++) {
            fixture.publishClaim("p" + i, server.url() + "/pictures/large.png", large);
        }
        try (ClassifierService classifier = fixture.newClassifier()) {
            classifier.start();
            awaitAnswers(40);
        }

        assertThat(log.predictions()).hasSize(40);
        assertThat(most).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void aPictureThatWasMissingIsClassifiedOnceAfterARedrive() {
        byte[] picture = DrawnPictures.dark();
        fixture.publishClaim("late", server.url() + "/pictures/late.png", picture);
        fixture.publish("corrupt", Arrays.copyOf(picture, picture.length / 2));
        try (ClassifierService classifier = fixture.newClassifier()) {
            classifier.start();
            awaitAnswers(2);
            assertThat(log.deadLetters()).hasSize(2);

            serve("late.png", picture);
            Redrive.run(fixture.kafka(), Optional.of("claim_check_missing"), reason -> {});
            awaitAnswers(3);
            Redrive.run(fixture.kafka(), Optional.of("claim_check_missing"), reason -> {});
            Redrive.run(fixture.kafka(), Optional.empty(), reason -> {});
            awaitAnswers(4);
        }
        log.readToEnd();

        assertThat(log.predictions()).extracting(PredictionEvent::getImageId).containsExactly("late");
        assertThat(log.deadLetters()).extracting(ConsumerRecord::key).containsExactly("late", "corrupt", "corrupt");
    }
}
