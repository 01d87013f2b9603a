package dev.tideline.trainer.labeling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.events.FeedbackEvent;
import dev.tideline.events.ImageEvent;
import dev.tideline.events.LabeledImage;
import dev.tideline.schemas.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelingTopologyTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration RETENTION = Duration.ofDays(7);

    private final LabelingSerdes serdes = new LabelingSerdes(
            LocalSerde.of(ImageEvent.class), LocalSerde.of(FeedbackEvent.class), LocalSerde.of(LabeledImage.class));
    private final List<ImageEvent> images = new ArrayList<>();
    private final List<LabeledImage> joined = new ArrayList<>();
    private final Set<Long> forgottenOffsets = new HashSet<>();

    private TopologyTestDriver driver;
    private TestInputTopic<String, byte[]> imagesTopic;
    private TestInputTopic<String, byte[]> feedbackTopic;
    private TestInputTopic<String, LabeledImage> labeledImagesTopic;
    private TestOutputTopic<String, LabeledImage> output;

    @BeforeEach
    void start(@TempDir Path state) {
        Topics topics = new Topics("", 1);
        LabelingSettings settings = new LabelingSettings("test", 1, RETENTION, Duration.ofMinutes(1), state);
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        config.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, MalformedRecordHandler.class);
        driver = new TopologyTestDriver(
                LabelingTopology.build(topics, serdes, settings, PipedPictures::new), config, NOON);
        imagesTopic =
                driver.createInputTopic(topics.images().name(), new StringSerializer(), new ByteArraySerializer());
        feedbackTopic =
                driver.createInputTopic(topics.feedback().name(), new StringSerializer(), new ByteArraySerializer());
        labeledImagesTopic = driver.createInputTopic(
                topics.labeledImages().name(),
                new StringSerializer(),
                serdes.labeledImages().serializer());
        output = driver.createOutputTopic(
                topics.labeledImages().name(),
                new StringDeserializer(),
                serdes.labeledImages().deserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void aLabelAfterItsPictureFetchesThePictureBack() {
        picture("a", "picture of a");
        label("a", "cat", NOON);

        assertThat(joined()).containsExactly("a is cat: picture of a");
    }

    @Test
    void aLabelBeforeItsPictureWaitsForIt() {
        label("a", "cat", NOON);
        assertThat(joined()).isEmpty();

        picture("a", "picture of a");
        assertThat(joined()).containsExactly("a is cat: picture of a");
    }

    @Test
    void ofTheLabelsThatWaitTheNewestIsJoined() {
        label("a", "cat", NOON.plusSeconds(2));
        label("a", "dog", NOON.plusSeconds(1));
        picture("a", "picture of a");

        assertThat(joined()).containsExactly("a is cat: picture of a");
    }

    @Test
    void aCorrectionReplacesTheLabel() {
        picture("a", "picture of a");
        label("a", "cat", NOON);
        label("a", "dog", NOON.plusSeconds(1));

        assertThat(joined()).containsExactly("a is cat: picture of a", "a is dog: picture of a");
    }

    @Test
    void aCorrectionFindsItsPictureAfterImagesHasForgottenIt() {
        picture("a", "picture of a");
        label("a", "cat", NOON);
        forgottenOffsets.add(0L);
        driver.advanceWallClockTime(RETENTION.plusDays(1));
        label("a", "dog", NOON.plus(RETENTION.plusDays(1)));

        assertThat(joined()).containsExactly("a is cat: picture of a", "a is dog: picture of a");
    }

    @Test
    void anOlderLabelThatComesLateChangesNothing() {
        picture("a", "picture of a");
        label("a", "cat", NOON);
        label("a", "dog", NOON.minusSeconds(1));

        assertThat(joined()).containsExactly("a is cat: picture of a");
    }

    @Test
    void ofTwoLabelsGivenAtTheSameTimeTheOneThatComesLastWins() {
        picture("a", "picture of a");
        label("a", "cat", NOON);
        label("a", "dog", NOON);

        assertThat(joined()).containsExactly("a is cat: picture of a", "a is dog: picture of a");
    }

    @Test
    void theSameLabelTwiceIsJoinedOnce() {
        picture("a", "picture of a");
        label("a", "cat", NOON);
        label("a", "cat", NOON);

        assertThat(joined()).hasSize(1);
    }

    @Test
    void thePictureThatComesTwiceIsJoinedOnce() {
        picture("a", "picture of a");
        label("a", "cat", NOON);
        picture("a", "picture of a");

        assertThat(joined()).hasSize(1);
    }

    @Test
    void feedbackWithItsOwnPictureNeedsNoOther() {
        FeedbackEvent feedback = feedback("a", "cat", NOON);
        feedback.setPicture(bytes("own picture"));
        pipe("a", feedback);
        label("a", "dog", NOON.plusSeconds(1));

        assertThat(joined()).containsExactly("a is cat: own picture", "a is dog: own picture");
    }

    @Test
    void aLateOldLabelWithItsOwnPictureGivesTheWaitingLabelItsPicture() {
        label("a", "dog", NOON);
        FeedbackEvent older = feedback("a", "cat", NOON.minusSeconds(1));
        older.setPicture(bytes("own picture"));
        pipe("a", older);

        assertThat(joined()).containsExactly("a is dog: own picture");
    }

    @Test
    void aLabelWhosePictureIsForgottenWaitsUntilItComesAgain() {
        picture("a", "picture of a");
        forgottenOffsets.add(0L);
        label("a", "cat", NOON);
        assertThat(joined()).isEmpty();

        picture("a", "picture of a");
        assertThat(joined()).containsExactly("a is cat: picture of a");
    }

    @Test
    void aTombstoneForgetsPictureAndLabel() {
        picture("a", "picture of a");
        label("a", "cat", NOON);
        publishLabeled("a", null);
        label("a", "dog", NOON.plusSeconds(1));

        assertThat(joined()).containsExactly("a is cat: picture of a", "forgotten");
        assertThat(position("a")).isNull();
    }

    @Test
    void aPictureThatSomeoneElseLabeledIsKnown() {
        CarriedPicture foreign = new CarriedPicture("import", bytes("foreign picture"), null, null, null);
        publishLabeled("a", foreign.labeled("a", new Label("cat", NOON, "import")));
        label("a", "bird", NOON.minusSeconds(1));
        label("a", "dog", NOON.plusSeconds(1));

        assertThat(joined()).containsExactly("a is cat: foreign picture", "a is dog: foreign picture");
    }

    @Test
    void positionsOfPicturesThatImagesHasForgottenArePurged() {
        picture("labelled", "picture");
        label("labelled", "cat", NOON);
        picture("never labelled", "picture");
        driver.advanceWallClockTime(RETENTION.minusHours(1));
        assertThat(position("never labelled")).isNotNull();

        driver.advanceWallClockTime(Duration.ofHours(2));
        assertThat(position("never labelled")).isNull();
        assertThat(position("labelled")).isNotNull();
    }

    @Test
    void whatIsMalformedIsPassedOver() {
        feedbackTopic.pipeInput("a", "no feedback".getBytes(StandardCharsets.UTF_8));
        feedbackTopic.pipeInput("a", null);
        pipe("another key", feedback("a", "bird", NOON.plusSeconds(1)));
        label("a", " ", NOON.plusSeconds(1));
        label("a", "cat", NOON);
        imagesTopic.pipeInput("a", "no picture".getBytes(StandardCharsets.UTF_8));
        imagesTopic.pipeInput("a", null);
        images.add(null);
        images.add(null);
        picture("a", "picture of a");

        assertThat(joined()).containsExactly("a is cat: picture of a");
    }

    private void picture(String id, String content) {
        ImageEvent image = ImageEvent.newBuilder()
                .setImageId(id)
                .setPicture(bytes(content))
                .setPublishedAt(NOON)
                .build();
        images.add(image);
        imagesTopic.pipeInput(id, serdes.images().serializer().serialize("images", image), NOON);
    }

    private void label(String id, String label, Instant at) {
        pipe(id, feedback(id, label, at));
    }

    private void pipe(String key, FeedbackEvent feedback) {
        feedbackTopic.pipeInput(key, serdes.feedback().serializer().serialize("feedback", feedback));
    }

    private static FeedbackEvent feedback(String id, String label, Instant at) {
        return FeedbackEvent.newBuilder()
                .setImageId(id)
                .setLabel(label)
                .setLabeledAt(at)
                .build();
    }

    /** What someone else than the join writes to labeled-images. */
    private void publishLabeled(String id, LabeledImage image) {
        joined();
        joined.add(image);
        labeledImagesTopic.pipeInput(id, image);
    }

    private List<String> joined() {
        joined.addAll(output.readValuesToList());
        return joined.stream().map(LabelingTopologyTest::shown).toList();
    }

    private static String shown(LabeledImage image) {
        return image == null
                ? "forgotten"
                : image.getImageId() + " is " + image.getLabel() + ": " + text(image.getPicture());
    }

    private PicturePosition position(String id) {
        KeyValueStore<String, PicturePosition> positions = driver.getKeyValueStore(PictureJoin.POSITIONS);
        return positions.get(id);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }

    /** Reads again what the test has piped. */
    private final class PipedPictures implements PictureLookup {
        @Override
        public Optional<CarriedPicture> find(String imageId, int partition, PicturePosition position) {
            List<? extends SpecificRecordBase> records =
                    switch (position.home()) {
                        case IMAGES -> forgottenOffsets.contains(position.offset()) ? List.of() : images;
                        case LABELED_IMAGES -> {
                            joined();
                            yield joined;
                        }
                    };
            return position.offset() < records.size()
                    ? CarriedPicture.of(records.get((int) position.offset()))
                    : Optional.empty();
        }

        @Override
        public void close() {}
    }
}
