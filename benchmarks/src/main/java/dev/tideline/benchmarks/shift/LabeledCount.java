package dev.tideline.benchmarks.shift;

import dev.tideline.schemas.settings.KafkaSettings;
import java.util.HashSet;
import java.util.Set;

/**
 * Counts the pictures of the training set of record.
 *
 * <p>Threading: for one thread.
 */
final class LabeledCount implements AutoCloseable {
    private final TopicReader labeled;
    private final Set<String> ids = new HashSet<>();

    LabeledCount(KafkaSettings kafka) {
        labeled = new TopicReader(kafka, kafka.topics().labeledImages());
    }

    int now() {
        labeled.poll().forEach(record -> ids.add(record.key()));
        return ids.size();
    }

    @Override
    public void close() {
        labeled.close();
    }
}
