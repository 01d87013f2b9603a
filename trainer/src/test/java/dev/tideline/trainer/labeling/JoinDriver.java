package dev.tideline.trainer.labeling;

import dev.tideline.events.FeedbackEvent;
import dev.tideline.events.ImageEvent;
import dev.tideline.events.LabeledImage;
import dev.tideline.events.PredictionEvent;
import dev.tideline.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;

/**
 * The join on topics in memory. The test decides when the join hears of what stands on labeled-images, as it does of its
 * own records late while it catches up.
 */
final class JoinDriver implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    static final Duration IMAGES_RETENTION = Duration.ofDays(7);
    static final Duration FEEDBACK_RETENTION = Duration.ofDays(90);

    private static final String OUTPUT = "output";

    private final LabelingSerdes serdes = new LabelingSerdes(
            LocalSerde.of(ImageEvent.class),
            LocalSerde.of(PredictionEvent.class),
            LocalSerde.of(FeedbackEvent.class),
            LocalSerde.of(LabeledImage.class));
    private final List<ImageEvent> images = new ArrayList<>();
    private final Set<Integer> lostImages = new HashSet<>();
    private final LabeledTopic labeledImages = new LabeledTopic();

    private final Path stateFolder;
    private final TopologyTestDriver driver;
    private final TestInputTopic<String, byte[]> imagesTopic;
    private final TestInputTopic<String, PredictionEvent> predictionsTopic;
    private final TestInputTopic<String, byte[]> feedbackTopic;
    private final TestInputTopic<String, LabeledImage> labeledImagesTopic;
    private final TestOutputTopic<String, LabeledImage> output;

    JoinDriver() {
        try {
            stateFolder = Files.createTempDirectory("join");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Topics topics = new Topics("", 1);
        LabelingSettings settings = new LabelingSettings(
                "test", 1, IMAGES_RETENTION, FEEDBACK_RETENTION, Duration.ofMinutes(1), stateFolder);
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateFolder.toString());
        config.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, MalformedRecordHandler.class);
        driver = new TopologyTestDriver(
                LabelingTopology.build(
                        topics,
                        serdes,
                        settings,
                        PipedPictures::new,
                        new LabelingTopology.Ends(Stores::inMemoryKeyValueStore, OUTPUT)),
                config,
                NOON);
        imagesTopic =
                driver.createInputTopic(topics.images().name(), new StringSerializer(), new ByteArraySerializer());
        predictionsTopic = driver.createInputTopic(
                topics.predictions().name(),
                new StringSerializer(),
                serdes.predictions().serializer());
        feedbackTopic =
                driver.createInputTopic(topics.feedback().name(), new StringSerializer(), new ByteArraySerializer());
        labeledImagesTopic = driver.createInputTopic(
                topics.labeledImages().name(),
                new StringSerializer(),
                serdes.labeledImages().serializer());
        output = driver.createOutputTopic(
                OUTPUT, new StringDeserializer(), serdes.labeledImages().deserializer());
    }

    void picture(String id, String content, Instant at) {
        ImageEvent image = ImageEvent.newBuilder()
                .setImageId(id)
                .setPicture(bytes(content))
                .setPublishedAt(at)
                .build();
        images.add(image);
        imagesTopic.pipeInput(id, serdes.images().serializer().serialize("images", image), at);
        takeOutput();
    }

    void malformedPicture(String id, byte[] value) {
        images.add(null);
        imagesTopic.pipeInput(id, value, NOON);
        takeOutput();
    }

    void predict(String id, String label, int version, Instant at) {
        predictionsTopic.pipeInput(
                id,
                PredictionEvent.newBuilder()
                        .setImageId(id)
                        .setLabel(label)
                        .setConfidence(1)
                        .setModelName("default")
                        .setModelVersion(version)
                        .setImagePublishedAt(at)
                        .setPredictedAt(at)
                        .build(),
                at);
    }

    void label(String id, String label, Instant at) {
        feedback(id, id, label, at, Optional.empty());
    }

    void labelWithPicture(String id, String label, Instant at, String picture) {
        feedback(id, id, label, at, Optional.of(picture));
    }

    void feedback(String key, String id, String label, Instant at, Optional<String> picture) {
        FeedbackEvent feedback = FeedbackEvent.newBuilder()
                .setImageId(id)
                .setLabel(label)
                .setLabeledAt(at)
                .setPicture(picture.map(JoinDriver::bytes).orElse(null))
                .build();
        feedbackBytes(key, serdes.feedback().serializer().serialize("feedback", feedback), at);
    }

    /** Without a value: someone asks to forget the picture. */
    void askToForget(String id, Instant at) {
        feedbackBytes(id, null, at);
    }

    void feedbackBytes(String key, byte[] value, Instant at) {
        feedbackTopic.pipeInput(key, value, at);
        takeOutput();
    }

    /** Someone else than the join writes to labeled-images. */
    void writeLabeled(String id, LabeledImage image, Instant at) {
        labeledImages.writeByOthers(new TestRecord<>(id, image, at));
    }

    /** Someone else than the join labels a picture. */
    void writeLabeled(String id, String label, Instant at, String picture) {
        writeLabeled(id, label, at, picture, Optional.empty());
    }

    /** Someone else than the join labels a picture, and knows what was said of it before. */
    void writeLabeled(String id, String label, Instant at, String picture, Optional<Prediction> before) {
        CarriedPicture carried = new CarriedPicture("import", bytes(picture), null, null, null);
        writeLabeled(id, carried.labeled(id, new Label(label, at, "import"), before), at);
    }

    /** Someone writes a backup of labeled-images back, headers and all: a record that the join wrote some records ago. */
    void restore(int ago) {
        labeledImages.restore(ago);
    }

    /** The broker compacts all of labeled-images but its newest records. */
    void compactLabeledImages(int newest) {
        labeledImages.compact(newest);
    }

    /** @return what the join has now read of labeled-images; empty when it has read all */
    Optional<LabeledTopic.Heard> hearNext() {
        Optional<LabeledTopic.Heard> heard = labeledImages.read();
        heard.ifPresent(next -> {
            labeledImagesTopic.pipeInput(next.record());
            takeOutput();
        });
        return heard;
    }

    void hearAll() {
        while (hearNext().isPresent()) {}
    }

    /** The broker forgets all pictures on images. */
    void loseImages() {
        for (int offset = 0; offset < images.size(); offset++) {
            lostImages.add(offset);
        }
    }

    void passTime(Duration time) {
        driver.advanceWallClockTime(time);
    }

    /** All that was ever written to labeled-images, such as {@code a is cat: picture of a}, or {@code a is forgotten}. */
    List<String> labeledImages() {
        return labeledImages.history();
    }

    /** What compaction leaves of labeled-images, without pictures that nobody labelled. */
    Map<String, Labeled> set() {
        Map<String, Labeled> set = new TreeMap<>();
        labeledImages.set().forEach((id, image) -> set.put(id, labeled(image)));
        return set;
    }

    /** What was said before their labels of the pictures of the set, such as {@code 2: cat}: version and label. */
    Map<String, String> tests() {
        Map<String, String> tests = new TreeMap<>();
        labeledImages.set().forEach((id, image) -> test(image).ifPresent(test -> tests.put(id, test)));
        return tests;
    }

    static Optional<String> test(LabeledImage image) {
        return Prediction.before(image).map(said -> said.modelVersion() + ": " + said.label());
    }

    /** A picture of the set. */
    record Labeled(String label, String picture) {
        @Override
        public String toString() {
            return label + ": " + picture;
        }
    }

    /** How many entries one of the join's stores has. */
    int entries(String store) {
        KeyValueStore<String, Object> entries = driver.getKeyValueStore(store);
        List<String> keys = new ArrayList<>();
        try (var all = entries.all()) {
            all.forEachRemaining(entry -> keys.add(entry.key));
        }
        return keys.size();
    }

    private void takeOutput() {
        labeledImages.writeByJoin(output.readRecordsToList());
    }

    static Labeled labeled(LabeledImage image) {
        return new Labeled(
                image.getLabel(),
                StandardCharsets.UTF_8.decode(image.getPicture().duplicate()).toString());
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        driver.close();
        try (Stream<Path> files = Files.walk(stateFolder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads again what was written. */
    private final class PipedPictures implements PictureLookup {
        @Override
        public Optional<CarriedPicture> find(String imageId, int partition, PicturePosition position) {
            int offset = (int) position.offset();
            return switch (position.home()) {
                case IMAGES -> lostImages.contains(offset) ? Optional.empty() : CarriedPicture.of(images.get(offset));
                case LABELED_IMAGES -> labeledImages.at(offset).flatMap(CarriedPicture::of);
            };
        }

        @Override
        public void close() {}
    }
}
