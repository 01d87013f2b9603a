package dev.tideline.classifier;

import dev.tideline.schemas.Topic;
import dev.tideline.schemas.settings.Settings;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * The classifiers of a fixture as the broker sees them: who has work, and how far they have come. Thread-safe. Every
 * method fails with an {@link ExecutionException} while the broker cannot be asked.
 */
public final class ClassifierGroup implements AutoCloseable {
    private final ClassifierFixture fixture;
    private final String name;
    private final Admin admin;

    public ClassifierGroup(ClassifierFixture fixture) {
        this.fixture = fixture;
        this.name = ClassifierSettings.from(Settings.of(fixture.settings()))
                .streams()
                .applicationId();
        this.admin = fixture.kafka().newAdmin();
    }

    /** Ids of the members that have partitions to read, with the client's id in front. A stream thread is a member. */
    public Set<String> workers() throws ExecutionException, InterruptedException {
        try {
            return admin.describeConsumerGroups(Set.of(name)).describedGroups().get(name).get().members().stream()
                    .filter(member -> !member.assignment().topicPartitions().isEmpty())
                    .map(MemberDescription::consumerId)
                    .collect(Collectors.toSet());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return Set.of();
            }
            throw e;
        }
    }

    /** Whether every picture on images is answered, and no transaction hides an answer any more. */
    public boolean isDone() throws ExecutionException, InterruptedException {
        return unanswered() == 0
                && isVisible(fixture.kafka().topics().predictions())
                && isVisible(fixture.kafka().topics().imagesDlq());
    }

    /** Number of pictures on images whose answers are not committed. */
    public long unanswered() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(name)
                .partitionsToOffsetAndMetadata()
                .get();
        Map<TopicPartition, Long> published = ends(fixture.kafka().topics().images(), IsolationLevel.READ_UNCOMMITTED);
        return published.entrySet().stream()
                .mapToLong(end -> end.getValue()
                        - Optional.ofNullable(committed.get(end.getKey()))
                                .map(OffsetAndMetadata::offset)
                                .orElse(0L))
                .sum();
    }

    private boolean isVisible(Topic topic) throws ExecutionException, InterruptedException {
        return ends(topic, IsolationLevel.READ_COMMITTED).equals(ends(topic, IsolationLevel.READ_UNCOMMITTED));
    }

    private Map<TopicPartition, Long> ends(Topic topic, IsolationLevel isolation)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = IntStream.range(0, topic.partitions())
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        return admin.listOffsets(wanted, new ListOffsetsOptions(isolation)).all().get().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    @Override
    public void close() {
        admin.close();
    }
}
