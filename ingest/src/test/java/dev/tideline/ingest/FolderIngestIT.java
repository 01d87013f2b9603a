package dev.tideline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.tideline.embedded.EmbeddedCluster;
import dev.tideline.events.FeedbackEvent;
import dev.tideline.events.ImageEvent;
import dev.tideline.ingest.Refusal.Reason;
import dev.tideline.schemas.Topic;
import dev.tideline.schemas.serde.AvroDeserializer;
import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.schemas.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class FolderIngestIT {
    @TempDir
    static Path data;

    private static EmbeddedCluster cluster;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        cluster = EmbeddedCluster.start(data);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void picturesArriveWithTheirIdsAndLabelsAndTheRestIsRefused(TestInfo test) throws Exception {
        KafkaSettings kafka = kafka(test);
        write("cats/1.png", TestPictures.png(1));
        write("cats/deep/2.png", TestPictures.png(2));
        write("dogs/3.png", TestPictures.png(3));
        write("dogs/again.png", TestPictures.png(1));
        write("beside.png", TestPictures.png(4));
        write("empty.jpg", new byte[0]);
        write("text.jpg", "hello".getBytes());

        IngestSummary summary;
        try (PicturePublisher publisher = new PicturePublisher(kafka, "test")) {
            summary = FolderIngest.run(folder, Optional.of("folder"), Optional.empty(), publisher, IngestListener.NONE);
        }

        assertThat(summary.sent()).isEqualTo(4);
        assertThat(summary.labels()).isEqualTo(3);
        assertThat(summary.duplicates()).isEqualTo(1);
        assertThat(summary.refused()).isEqualTo(2);
        assertThat(summary.refusals())
                .extracting(Refusal::source, Refusal::reason)
                .containsExactly(tuple("empty.jpg", Reason.EMPTY), tuple("text.jpg", Reason.NOT_A_PICTURE));
        Map<String, ImageEvent> images = new HashMap<>();
        read(kafka, kafka.topics().images(), 4).forEach((key, value) -> images.put(key, (ImageEvent) value));
        Map<String, String> labels = new HashMap<>();
        read(kafka, kafka.topics().feedback(), 3)
                .forEach((key, value) -> labels.put(images.get(key).getSource(), ((FeedbackEvent) value).getLabel()));
        assertThat(images.values())
                .extracting(ImageEvent::getSource)
                .containsExactlyInAnyOrder("beside.png", "cats/1.png", "cats/deep/2.png", "dogs/3.png");
        assertThat(images).allSatisfy((key, event) -> assertThat(key)
                .isEqualTo(event.getImageId())
                .isEqualTo(event.getSha256().substring(0, 32)));
        assertThat(labels).isEqualTo(Map.of("cats/1.png", "cats", "cats/deep/2.png", "cats", "dogs/3.png", "dogs"));
    }

    @Test
    void aPictureThatIsTooLargeForItsEventGoesByClaimCheck(TestInfo test) throws Exception {
        KafkaSettings kafka = kafka(test);
        byte[] large = Arrays.copyOf(TestPictures.png(1), Admission.INLINE_LIMIT + 100_000);
        write("summer 2026/largest #1.png", large);
        write("small.png", TestPictures.png(2));

        IngestSummary summary;
        Optional<ClaimBase> base = ClaimBase.from(Optional.of("https://pictures.example/all"));
        try (PicturePublisher publisher = new PicturePublisher(kafka, "test")) {
            summary = FolderIngest.run(folder, Optional.empty(), base, publisher, IngestListener.NONE);
        }

        assertThat(summary.sent()).isEqualTo(2);
        Map<String, ImageEvent> images = new HashMap<>();
        read(kafka, kafka.topics().images(), 2)
                .forEach((key, value) -> images.put(((ImageEvent) value).getSource(), (ImageEvent) value));
        ImageEvent event = images.get("summer 2026/largest #1.png");
        assertThat(event.getPicture()).isNull();
        assertThat(event.getUri()).isEqualTo("https://pictures.example/all/summer%202026/largest%20%231.png");
        assertThat(event.getLength()).isEqualTo(large.length);
        assertThat(event.getSha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(large)))
                .startsWith(event.getImageId());
        assertThat(event.getContentType()).isEqualTo("image/png");
        assertThat(images.get("small.png").getPicture()).isNotNull();
        assertThat(images.get("small.png").getUri()).isNull();
    }

    @Test
    void aPictureThatTheBrokerDoesNotTakeIsNamed(TestInfo test) throws Exception {
        KafkaSettings kafka = kafka(test);
        write("small.png", TestPictures.png(1));
        Settings tiny = Settings.of(Map.of(
                "kafka.bootstrap.servers",
                cluster.bootstrapServers(),
                "schema.registry.url",
                cluster.registryUrl(),
                "topics.prefix",
                prefix(test),
                "kafka.max.request.size",
                "100"));

        try (PicturePublisher publisher = new PicturePublisher(KafkaSettings.from(tiny), "test")) {
            assertThatThrownBy(() -> FolderIngest.run(
                            folder, Optional.empty(), Optional.empty(), publisher, IngestListener.NONE))
                    .isInstanceOf(PublishException.class)
                    .hasMessageContaining("small.png")
                    .hasMessageContaining(kafka.topics().images().name());
        }
    }

    private void write(String name, byte[] bytes) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private static String prefix(TestInfo test) {
        return test.getTestMethod().orElseThrow().getName() + "-";
    }

    private static KafkaSettings kafka(TestInfo test) {
        KafkaSettings kafka = KafkaSettings.from(Settings.of(Map.of(
                "kafka.bootstrap.servers",
                cluster.bootstrapServers(),
                "schema.registry.url",
                cluster.registryUrl(),
                "topics.prefix",
                prefix(test),
                "topics.partitions",
                "2")));
        try (Admin admin = kafka.newAdmin()) {
            kafka.topics().create(admin);
        }
        return kafka;
    }

    private static Map<String, SpecificRecord> read(KafkaSettings kafka, Topic topic, int expected) {
        AvroDeserializer<SpecificRecord> values = new AvroDeserializer<>();
        values.configure(kafka.serdes(), false);
        Map<String, SpecificRecord> records = new HashMap<>();
        try (KafkaConsumer<String, SpecificRecord> consumer =
                new KafkaConsumer<>(kafka.consumer("test"), new StringDeserializer(), values)) {
            List<TopicPartition> partitions = new ArrayList<>();
            consumer.partitionsFor(topic.name())
                    .forEach(info -> partitions.add(new TopicPartition(topic.name(), info.partition())));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> records.put(record.key(), record.value()));
                return records.size() == expected;
            });
        }
        return records;
    }
}
