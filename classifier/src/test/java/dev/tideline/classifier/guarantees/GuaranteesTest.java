package dev.tideline.classifier.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.classifier.BrightnessModel;
import dev.tideline.events.ModelVersion;
import dev.tideline.events.PredictionEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A guarantee that could not be violated would guarantee nothing. Pictures 1 to 4 are good, picture 0 has no bytes. */
class GuaranteesTest {
    private static final Instant PUBLISHED = Instant.ofEpochSecond(1_000);
    private static final List<ModelVersion> VERSIONS = List.of(version(1, 10), version(2, 20));

    private static ModelVersion version(int number, double steepness) {
        return ModelVersion.newBuilder()
                .setName("brightness")
                .setVersion(number)
                .setLabels(List.of("dark", "bright"))
                .setInputHeight(16)
                .setInputWidth(16)
                .setArtifactSha256("")
                .setArtifactLength(1)
                .setArtifactChunks(1)
                .setArtifactOffset(0L)
                .setReason("import")
                .setCreatedAt(PUBLISHED)
                .setCreatedBy("test")
                .setLineage(Map.of())
                .setMetrics(Map.of(BrightnessModel.STEEPNESS, steepness))
                .build();
    }

    private static String id(int number) {
        return new StreamedPicture(number).id();
    }

    private static PredictionEvent right(int number) {
        int brightness = new StreamedPicture(number).brightness();
        return PredictionEvent.newBuilder()
                .setImageId(id(number))
                .setLabel(BrightnessModel.label(brightness))
                .setConfidence((float) BrightnessModel.confidence(brightness, 10))
                .setModelName("brightness")
                .setModelVersion(1)
                .setImagePublishedAt(PUBLISHED)
                .setPredictedAt(PUBLISHED.plusSeconds(1))
                .build();
    }

    /** Pictures 0, 1 and 2 in partition 0, pictures 3 and 4 in partition 1. */
    private static Evidence evidence(List<PredictionEvent> first, List<PredictionEvent> second, String... deadLetters) {
        return new Evidence(
                List.of(List.of(id(0), id(1), id(2)), List.of(id(3), id(4))),
                List.of(first, second),
                List.of(
                        List.of(deadLetters).stream()
                                .map(reason -> new Evidence.DeadLetter(id(0), reason))
                                .toList(),
                        List.of()),
                VERSIONS);
    }

    @Test
    void nothingIsViolatedWhenEachPictureIsAnsweredOnceInOrderAndRightly() {
        Evidence evidence = evidence(List.of(right(1), right(2)), List.of(right(3), right(4)), "empty");

        assertThat(ProcessingGuarantee.all()).allSatisfy(guarantee -> assertThat(guarantee.violations(evidence))
                .isEmpty());
    }

    @Test
    void exactlyOnceNamesLostAndDoubledPicturesAndStrangers() {
        PredictionEvent stranger = right(99);
        Evidence evidence = evidence(List.of(right(1), right(1), stranger), List.of(right(3), right(4)), "empty");

        assertThat(new ExactlyOnce().violations(evidence))
                .containsExactly(
                        "1 of 5 pictures are lost: picture-2",
                        "1 of 5 pictures are answered more than once: picture-1 (2 times)",
                        "1 of 5 answers are to pictures that nobody published: picture-99");
    }

    @Test
    void aPictureThatIsPredictedAndADeadLetterIsAnsweredTwice() {
        Evidence evidence = evidence(List.of(right(0), right(1), right(2)), List.of(right(3), right(4)), "empty");

        assertThat(new ExactlyOnce().violations(evidence))
                .containsExactly("1 of 5 pictures are answered more than once: picture-0 (2 times)");
    }

    @Test
    void orderPerPartitionNamesWhoCameLateAndWhoIsInTheWrongPartition() {
        Evidence evidence = evidence(List.of(right(2), right(1)), List.of(right(3), right(4), right(2)), "empty");

        assertThat(new OrderPerPartition().violations(evidence))
                .containsExactly(
                        "1 of 2 predictions of partition 0 are out of order: picture-1 (after picture-2)",
                        "1 of 3 predictions of partition 1 are out of order: picture-2 (its picture is in another"
                                + " partition)");
    }

    @Test
    void versionExistedNamesPredictionsByAVersionThatIsUnknownOrCameLater() {
        PredictionEvent unknown = right(1);
        unknown.setModelVersion(7);
        PredictionEvent early = right(2);
        early.setPredictedAt(PUBLISHED.minusMillis(1));
        Evidence evidence = evidence(List.of(unknown, early), List.of(right(3), right(4)), "empty");

        assertThat(new VersionExisted().violations(evidence))
                .singleElement()
                .asString()
                .startsWith("2 of 5 predictions name a version that did not exist yet: picture-1 (version 7");
    }

    @Test
    void madeByItsVersionNamesPredictionsThatAnotherVersionMade() {
        PredictionEvent mislabelled = right(1);
        mislabelled.setModelVersion(2);
        Evidence evidence = evidence(List.of(mislabelled, right(2)), List.of(right(3), right(4)), "empty");

        assertThat(new MadeByItsVersion().violations(evidence))
                .singleElement()
                .asString()
                .startsWith("1 of 5 predictions were made by another version than they name: picture-1 (version 2");
    }

    @Test
    void rightAnswerNamesWrongLabelsAndWrongReasons() {
        PredictionEvent wrong = right(1);
        wrong.setLabel("bright");
        Evidence evidence = evidence(List.of(wrong, right(2)), List.of(right(3), right(4)), "corrupt");

        assertThat(new RightAnswer().violations(evidence))
                .containsExactly(
                        "1 of 5 predictions are wrong: picture-1 (bright)",
                        "1 of 5 dead letters are wrong: picture-0 (corrupt)");
    }
}
