package dev.tideline.schemas;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The one place that names Tideline's topics and says how they are kept.
 *
 * <p>Topics keyed by image id share one number of partitions, so that a picture, its prediction and its label meet in
 * the partition of the same number. The topics about models and runs are small and read whole, so they have one
 * partition.
 */
public final class Topics {
    /** Largest record on a topic that carries pictures, in bytes: a picture of 10 MB and room for the rest. */
    public static final int MAX_PICTURE_RECORD_BYTES = 12 * 1024 * 1024;

    /** Largest answer to a picture, in bytes: the largest record of one, and its prediction or what was wrong with it. */
    public static final int MAX_ANSWER_BYTES = MAX_PICTURE_RECORD_BYTES + 1024 * 1024;

    /** Partitions of the topics keyed by image id, unless told otherwise. */
    public static final int DEFAULT_PARTITIONS = 8;

    /** When compaction may take what was replaced or forgotten, and when it must. */
    private static final Duration COMPACTED_AFTER = Duration.ofHours(1);

    private static final Duration COMPACTED_BEFORE = Duration.ofDays(1);

    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(50);
    private static final Map<String, String> COMPACTED = Map.of("cleanup.policy", "compact");

    private final String prefix;
    private final int partitions;

    /**
     * @param prefix put before every name; empty for none
     * @param partitions number of partitions of the topics keyed by image id
     */
    public Topics(String prefix, int partitions) {
        this.prefix = prefix;
        this.partitions = partitions;
    }

    /** What is put before every name, and before other names that a cluster's users share. */
    public String prefix() {
        return prefix;
    }

    /** {@code ImageEvent} by image id. */
    public Topic images() {
        return new Topic(prefix + "images", partitions, keptFor(Duration.ofDays(7), MAX_PICTURE_RECORD_BYTES));
    }

    /** {@code PredictionEvent} by image id. */
    public Topic predictions() {
        return new Topic(prefix + "predictions", partitions, keptFor(Duration.ofDays(30), MAX_ANSWER_BYTES));
    }

    /** {@code PredictionEvent} of a shadow version, by image id. */
    public Topic shadowPredictions() {
        return new Topic(prefix + "shadow-predictions", partitions, keptFor(Duration.ofDays(7), MAX_ANSWER_BYTES));
    }

    /** {@code FeedbackEvent} by image id. */
    public Topic feedback() {
        return new Topic(prefix + "feedback", partitions, keptFor(Duration.ofDays(90), MAX_PICTURE_RECORD_BYTES));
    }

    /**
     * {@code LabeledImage} by image id, the training set of record. What was forgotten or replaced is to go soon; readers
     * that are less behind than the least time see every record.
     */
    public Topic labeledImages() {
        return new Topic(
                prefix + "labeled-images",
                partitions,
                Map.of(
                        "cleanup.policy", "compact",
                        "min.compaction.lag.ms", Long.toString(COMPACTED_AFTER.toMillis()),
                        "max.compaction.lag.ms", Long.toString(COMPACTED_BEFORE.toMillis()),
                        "max.message.bytes", Integer.toString(MAX_PICTURE_RECORD_BYTES)));
    }

    /** {@code ModelVersion} by name/version. */
    public Topic models() {
        return new Topic(prefix + "models", 1, COMPACTED);
    }

    /** {@code ModelArtifactChunk} by name/version/chunk. The chunks of a version that was removed are to go soon. */
    public Topic modelArtifacts() {
        return new Topic(
                prefix + "model-artifacts",
                1,
                Map.of(
                        "cleanup.policy",
                        "compact",
                        "max.compaction.lag.ms",
                        Long.toString(COMPACTED_BEFORE.toMillis())));
    }

    /** {@code ModelAlias} by name/alias. */
    public Topic modelAliases() {
        return new Topic(prefix + "model-aliases", 1, COMPACTED);
    }

    /** {@code TrainingEvent} by run id. */
    public Topic trainingRuns() {
        return new Topic(prefix + "training-runs", 1, keptFor(Duration.ofDays(365)));
    }

    /** {@code TrainingRequest} by model name. */
    public Topic trainingRequests() {
        return new Topic(prefix + "training-requests", 1, keptFor(Duration.ofDays(7)));
    }

    /** Records of {@link #images} that cannot be classified, byte for byte, with headers that say why. */
    public Topic imagesDlq() {
        return new Topic(prefix + "images-dlq", partitions, keptFor(Duration.ofDays(30), MAX_ANSWER_BYTES));
    }

    /** {@code RedriveProgress} by partition of {@link #imagesDlq}: which dead letters were sent back. */
    public Topic imagesDlqProgress() {
        return new Topic(prefix + "images-dlq-progress", 1, COMPACTED);
    }

    /** Every topic of the contract. */
    public List<Topic> all() {
        return List.of(
                images(),
                predictions(),
                shadowPredictions(),
                feedback(),
                labeledImages(),
                models(),
                modelArtifacts(),
                modelAliases(),
                trainingRuns(),
                trainingRequests(),
                imagesDlq(),
                imagesDlqProgress());
    }

    /**
     * Creates the topics that do not exist and leaves the others as they are. Several programs may call this at once.
     *
     * @throws IllegalStateException when topics
     *     keyed by image id exist with different numbers of partitions
     * @throws KafkaException when the cluster refuses or cannot be reached
     */
    public void create(Admin admin) {
        Set<String> existing = await(admin.listTopics().names());
        for (Topic topic : all()) {
            if (!existing.contains(topic.name())) {
                createOne(admin, topic);
            }
        }
        requireCopartitioned(admin);
    }

    private static void createOne(Admin admin, Topic topic) {
        try {
            await(admin.createTopics(List.of(topic.toNewTopic())).all());
        } catch (TopicExistsException created) {
            // Another program was faster; both wanted the same topic.
        }
    }

    private void requireCopartitioned(Admin admin) {
        List<String> names =
                List.of(images().name(), feedback().name(), labeledImages().name());
        Map<String, TopicDescription> found = described(admin);
        int expected = found.get(images().name()).partitions().size();
        for (String name : names) {
            int actual = found.get(name).partitions().size();
            if (actual != expected) {
                throw new IllegalStateException("Topic " + name + " has " + actual + " partitions, but "
                        + images().name() + " has " + expected
                        + ": a picture and its label must meet in the same partition. Give both topics the same number"
                        + " of partitions.");
            }
        }
    }

    /**
     * Whether predictions has as many partitions as feedback, so that a prediction and its picture's label meet.
     *
     * @throws KafkaException when the cluster refuses or cannot be reached
     */
    public boolean predictionsMeetFeedback(Admin admin) {
        Map<String, TopicDescription> found = described(admin);
        return found.get(predictions().name()).partitions().size()
                == found.get(feedback().name()).partitions().size();
    }

    /** A topic that the controller has made is not known to every broker at once; callers must find it. */
    private Map<String, TopicDescription> described(Admin admin) {
        List<String> names = all().stream().map(Topic::name).toList();
        long deadline = System.nanoTime() + VISIBLE_WITHIN.toNanos();
        while (true) {
            try {
                return await(admin.describeTopics(names).allTopicNames());
            } catch (UnknownTopicOrPartitionException notYet) {
                if (System.nanoTime() > deadline) {
                    throw notYet;
                }
                LockSupport.parkNanos(LOOK_AGAIN_AFTER.toNanos());
            }
        }
    }

    private static Map<String, String> keptFor(Duration time) {
        return Map.of("cleanup.policy", "delete", "retention.ms", Long.toString(time.toMillis()));
    }

    private static Map<String, String> keptFor(Duration time, int maxRecordBytes) {
        return Map.of(
                "cleanup.policy",
                "delete",
                "retention.ms",
                Long.toString(time.toMillis()),
                "max.message.bytes",
                Integer.toString(maxRecordBytes));
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException known) {
                throw known;
            }
            throw new KafkaException(e.getCause());
        }
    }
}
