package dev.tideline.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.tideline.embedded.EmbeddedCluster;
import dev.tideline.events.LabeledImage;
import dev.tideline.events.PriorPrediction;
import dev.tideline.model.claim.ClaimCheckSettings;
import dev.tideline.schemas.Topics;
import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.schemas.testing.PictureServer;
import dev.tideline.trainer.labeling.Prediction;
import dev.tideline.trainer.testing.AvroClients;
import dev.tideline.trainer.training.FeatureCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabeledSetIT {
    private static final ClaimCheckSettings NOTHING_FETCHED = new ClaimCheckSettings(List.of(), 1, Duration.ZERO);

    @TempDir
    private Path folder;

    private EmbeddedCluster cluster;
    private KafkaSettings kafka;
    private KafkaProducer<String, LabeledImage> producer;
    private DiskCaches caches;

    @BeforeEach
    void start() throws Exception {
        cluster = EmbeddedCluster.start(folder.resolve("cluster"));
        kafka = new KafkaSettings(cluster.bootstrapServers(), cluster.registryUrl(), new Topics("", 2), Map.of());
        try (Admin admin = kafka.newAdmin()) {
            kafka.topics().create(admin);
        }
        producer = AvroClients.producer(kafka);
        caches = new DiskCaches(
                new PictureCache(folder.resolve("pictures")), new FeatureCache(folder.resolve("features"), 1 << 20));
    }

    @AfterEach
    void stop() throws Exception {
        producer.close();
        cluster.close();
    }

    @Test
    void theNewestLabelOfEachPictureIsInTheSetAndATombstoneForgetsIt() throws Exception {
        send("a", "cat", "picture of a");
        send("b", "dog", "picture of b");
        send("a", "dog", "picture of a");
        send("c", "cat", "picture of c");
        forget("c");

        try (LabeledSet set = caughtUp()) {
            assertThat(labels(set)).isEqualTo(Map.of("a", "dog", "b", "dog"));
            assertThat(cachedFiles()).hasSize(2);
            SetPosition seen = set.snapshot().position();
            assertThat(set.snapshot().labelsSince(seen)).isZero();

            send("b", "cat", "picture of b");
            await().until(() -> set.poll(Duration.ofMillis(100)));
            assertThat(labels(set)).isEqualTo(Map.of("a", "dog", "b", "cat"));
            assertThat(set.snapshot().labelsSince(seen)).isEqualTo(1);
        }
    }

    @Test
    void aPictureIsOneTestOfWhatWasSaidOfItBeforeHoweverOftenItIsLabelled() throws Exception {
        PriorPrediction said = PriorPrediction.newBuilder()
                .setLabel("cat")
                .setModelName("default")
                .setModelVersion(3)
                .setPredictedAt(Instant.EPOCH)
                .build();
        send("a", "dog", "picture of a", said);
        send("a", "cat", "picture of a", said);
        send("b", "dog", "picture of b");

        try (LabeledSet set = caughtUp()) {
            assertThat(set.snapshot().pictures())
                    .extracting(LabeledPicture::label, LabeledPicture::prediction)
                    .containsExactlyInAnyOrder(
                            tuple("cat", Optional.of(new Prediction("cat", "default", 3, Instant.EPOCH))),
                            tuple("dog", Optional.empty()));
            assertThat(set.snapshot().pictures())
                    .allSatisfy(picture -> assertThat(picture.writtenAt()).isAfter(Instant.EPOCH));
        }
    }

    @Test
    void whatWasForgottenWhileNobodyLookedLeavesTheCachesAtTheNextStart() throws Exception {
        send("a", "cat", "picture of a");
        caughtUp().close();
        // As if its records had been compacted away: nothing tells any more which picture it was.
        byte[] forgotten = "forgotten picture".getBytes(StandardCharsets.UTF_8);
        caches.pictures().put(PictureCache.digest(forgotten), forgotten);

        try (LabeledSet set = caughtUp()) {
            set.sweepCaches();
            assertThat(cachedFiles())
                    .extracting(file -> file.getFileName().toString())
                    .containsExactly(digest("picture of a"));
        }
    }

    @Test
    void whatCouldNotBeTakenInIsTakenInAgainAndNothingElseIs() throws Exception {
        send("a", "cat", "picture of a");
        try (LabeledSet set = caughtUp()) {
            for (Path file : cachedFiles()) {
                Files.delete(file);
            }
            Path inTheWay = occupyTheFolderOf("picture of b");
            send("b", "dog", "picture of b");
            await().untilAsserted(() -> assertThatThrownBy(() -> set.poll(Duration.ofMillis(100)))
                    .isInstanceOf(UncheckedIOException.class));
            assertThat(set.isCaughtUp()).isTrue();
            assertThat(labels(set)).isEqualTo(Map.of("a", "cat"));

            Files.delete(inTheWay);
            await().until(() -> set.poll(Duration.ofMillis(100)));
            assertThat(labels(set)).isEqualTo(Map.of("a", "cat", "b", "dog"));
            assertThat(cachedFiles())
                    .extracting(file -> file.getFileName().toString())
                    .containsExactly(digest("picture of b"));
        }
    }

    /** With a file of that name, so that the picture cannot be cached. */
    private Path occupyTheFolderOf(String picture) throws IOException {
        Path folderOfPicture =
                folder.resolve("pictures").resolve(digest(picture).substring(0, 2));
        Files.deleteIfExists(folderOfPicture);
        return Files.createFile(folderOfPicture);
    }

    @Test
    void aPictureByClaimCheckIsFetchedWhenItIsNeededAndCached() throws Exception {
        byte[] picture = "picture of a".getBytes(StandardCharsets.UTF_8);
        try (PictureServer server = new PictureServer()) {
            server.answer("/a", PictureServer.picture(picture));
            claim("a", server.url() + "/a", PictureCache.digest(picture), (long) picture.length);
            ClaimCheckSettings claims =
                    new ClaimCheckSettings(List.of(URI.create(server.url())), 1 << 20, Duration.ofSeconds(10));
            try (LabeledSet set = caughtUp();
                    CachedPictures pictures = new CachedPictures(kafka, caches.pictures(), claims)) {
                LabeledPicture a = set.snapshot().pictures().get(0);
                assertThat(server.asked()).isEmpty();

                assertThat(pictures.read(a)).isEqualTo(picture);
                assertThat(pictures.read(a)).isEqualTo(picture);
                assertThat(server.asked()).containsExactly("/a");
            }
        }
    }

    @Test
    void aPictureThatIsNotAllowedToBeFetchedIsNamedWithTheReason() throws Exception {
        claim("a", "https://pictures.example/a", PictureCache.digest(new byte[1]), 1L);
        try (LabeledSet set = caughtUp();
                CachedPictures pictures = new CachedPictures(kafka, caches.pictures(), NOTHING_FETCHED)) {
            LabeledPicture a = set.snapshot().pictures().get(0);

            assertThatThrownBy(() -> pictures.read(a))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("https://pictures.example/a is under none of the prefixes");
        }
    }

    @Test
    void aPictureThatComesAgainAsAnIncompleteClaimCheckLeavesTheSet() throws Exception {
        send("a", "cat", "picture of a");
        claim("a", "https://pictures.example/a", null, null);

        try (LabeledSet set = caughtUp()) {
            assertThat(set.snapshot().pictures()).isEmpty();
            assertThat(cachedFiles()).isEmpty();
        }
    }

    @Test
    void aDeletedCacheIsFilledAgainFromTheTopic() throws Exception {
        send("a", "cat", "picture of a");
        try (LabeledSet set = caughtUp();
                CachedPictures pictures = new CachedPictures(kafka, caches.pictures(), NOTHING_FETCHED)) {
            for (Path file : cachedFiles()) {
                Files.delete(file);
            }
            LabeledPicture a = set.snapshot().pictures().get(0);

            assertThat(pictures.read(a)).asString(StandardCharsets.UTF_8).isEqualTo("picture of a");
            assertThat(cachedFiles()).hasSize(1);
        }
    }

    @Test
    void aPictureThatIsNowhereAnyMoreIsNamed() throws Exception {
        try (CachedPictures pictures = new CachedPictures(kafka, caches.pictures(), NOTHING_FETCHED)) {
            LabeledPicture gone = new LabeledPicture(
                    "a", "cat", 0, 7, Instant.EPOCH, PictureCache.digest(new byte[0]), Optional.empty());

            assertThatThrownBy(() -> pictures.read(gone))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Picture a ")
                    .hasMessageContaining("offset 7");
        }
    }

    private static String digest(String picture) {
        return PictureCache.digest(picture.getBytes(StandardCharsets.UTF_8));
    }

    private LabeledSet caughtUp() {
        LabeledSet set = new LabeledSet(kafka, caches);
        await().until(() -> {
            set.poll(Duration.ofMillis(100));
            return set.isCaughtUp();
        });
        return set;
    }

    private static Map<String, String> labels(LabeledSet set) {
        return set.snapshot().pictures().stream()
                .sorted(Comparator.comparing(LabeledPicture::id))
                .collect(Collectors.toMap(LabeledPicture::id, LabeledPicture::label, (a, b) -> b, TreeMap::new));
    }

    private List<Path> cachedFiles() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("pictures"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private void send(String id, String label, String picture) throws ExecutionException, InterruptedException {
        send(id, label, picture, null);
    }

    private void send(String id, String label, String picture, PriorPrediction before)
            throws ExecutionException, InterruptedException {
        LabeledImage image = LabeledImage.newBuilder()
                .setImageId(id)
                .setLabel(label)
                .setLabeledAt(Instant.EPOCH)
                .setPicture(ByteBuffer.wrap(picture.getBytes(StandardCharsets.UTF_8)))
                .setPrediction(before)
                .build();
        producer.send(new ProducerRecord<>(kafka.topics().labeledImages().name(), id, image))
                .get();
    }

    private void claim(String id, String uri, String sha256, Long length)
            throws ExecutionException, InterruptedException {
        LabeledImage image = LabeledImage.newBuilder()
                .setImageId(id)
                .setLabel("dog")
                .setLabeledAt(Instant.EPOCH)
                .setUri(uri)
                .setSha256(sha256)
                .setLength(length)
                .build();
        producer.send(new ProducerRecord<>(kafka.topics().labeledImages().name(), id, image))
                .get();
    }

    private void forget(String id) throws ExecutionException, InterruptedException {
        producer.send(new ProducerRecord<>(kafka.topics().labeledImages().name(), id, null))
                .get();
    }
}
