package dev.tideline.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tideline.embedded.EmbeddedCluster;
import dev.tideline.events.LabeledImage;
import dev.tideline.schemas.Topics;
import dev.tideline.schemas.serde.AvroSerializer;
import dev.tideline.schemas.settings.KafkaSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabeledSetIT {
    @TempDir
    private Path folder;

    private EmbeddedCluster cluster;
    private KafkaSettings kafka;
    private KafkaProducer<String, LabeledImage> producer;
    private PictureCache cache;

    @BeforeEach
    void start() throws Exception {
        cluster = EmbeddedCluster.start(folder.resolve("cluster"));
        kafka = new KafkaSettings(cluster.bootstrapServers(), cluster.registryUrl(), new Topics("", 2), Map.of());
        try (Admin admin = kafka.newAdmin()) {
            kafka.topics().create(admin);
        }
        AvroSerializer<LabeledImage> serializer = new AvroSerializer<>();
        serializer.configure(kafka.serdes(), false);
        producer = new KafkaProducer<>(kafka.producer("test"), new StringSerializer(), serializer);
        cache = new PictureCache(folder.resolve("pictures"));
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
    void aPictureThatComesAgainAsAClaimCheckLeavesTheSet() throws Exception {
        send("a", "cat", "picture of a");
        LabeledImage claimed = LabeledImage.newBuilder()
                .setImageId("a")
                .setLabel("dog")
                .setLabeledAt(Instant.EPOCH)
                .setUri("https://pictures.example/a")
                .build();
        producer.send(new ProducerRecord<>(kafka.topics().labeledImages().name(), "a", claimed))
                .get();

        try (LabeledSet set = caughtUp()) {
            assertThat(set.snapshot().pictures()).isEmpty();
            assertThat(cachedFiles()).isEmpty();
        }
    }

    @Test
    void aDeletedCacheIsFilledAgainFromTheTopic() throws Exception {
        send("a", "cat", "picture of a");
        try (LabeledSet set = caughtUp();
                CachedPictures pictures = new CachedPictures(kafka, cache)) {
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
        try (CachedPictures pictures = new CachedPictures(kafka, cache)) {
            LabeledPicture gone = new LabeledPicture("a", "cat", 0, 7, PictureCache.digest(new byte[0]));

            assertThatThrownBy(() -> pictures.read(gone))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Picture a ")
                    .hasMessageContaining("offset 7");
        }
    }

    private LabeledSet caughtUp() {
        LabeledSet set = new LabeledSet(kafka, cache);
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
        LabeledImage image = LabeledImage.newBuilder()
                .setImageId(id)
                .setLabel(label)
                .setLabeledAt(Instant.EPOCH)
                .setPicture(ByteBuffer.wrap(picture.getBytes(StandardCharsets.UTF_8)))
                .build();
        producer.send(new ProducerRecord<>(kafka.topics().labeledImages().name(), id, image))
                .get();
    }

    private void forget(String id) throws ExecutionException, InterruptedException {
        producer.send(new ProducerRecord<>(kafka.topics().labeledImages().name(), id, null))
                .get();
    }
}
