package dev.tideline.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopicsTest {
    private final Topics topics = new Topics("pets.", 6);

    @Test
    void everyTopicOfTheContractIsNamedOnceUnderThePrefix() {
        assertThat(topics.all())
                .extracting(Topic::name)
                .containsExactlyInAnyOrder(
                        "pets.images",
                        "pets.predictions",
                        "pets.shadow-predictions",
                        "pets.feedback",
                        "pets.labeled-images",
                        "pets.models",
                        "pets.model-artifacts",
                        "pets.model-aliases",
                        "pets.training-runs",
                        "pets.training-requests",
                        "pets.images-dlq",
                        "pets.images-dlq-progress");
    }

    @Test
    void whatIsKeyedByImageIdSharesOneNumberOfPartitions() {
        assertThat(new Topic[] {topics.images(), topics.feedback(), topics.labeledImages(), topics.predictions()})
                .extracting(Topic::partitions)
                .containsOnly(6);
    }

    @Test
    void anAnswerMayBeLargerThanItsPicture() {
        assertThat(new Topic[] {topics.predictions(), topics.shadowPredictions(), topics.imagesDlq()})
                .allSatisfy(answers ->
                        assertThat(maxMessageBytes(answers)).isGreaterThan(maxMessageBytes(topics.images())));
    }

    private static int maxMessageBytes(Topic topic) {
        return Integer.parseInt(topic.settings().get("max.message.bytes"));
    }

    @Test
    void whatMustNotBeForgottenIsCompacted() {
        assertThat(new Topic[] {
                    topics.labeledImages(),
                    topics.models(),
                    topics.modelArtifacts(),
                    topics.modelAliases(),
                    topics.imagesDlqProgress()
                })
                .allSatisfy(topic -> assertThat(topic.settings()).containsEntry("cleanup.policy", "compact"));
    }

    @Test
    void aForgottenPictureLeavesTheTrainingSetOfRecordWithinADay() {
        assertThat(topics.labeledImages().settings()).containsEntry("max.compaction.lag.ms", "86400000");
    }

    @Test
    void theChunksOfARemovedVersionGoWithinADay() {
        assertThat(topics.modelArtifacts().settings()).containsEntry("max.compaction.lag.ms", "86400000");
    }
}
