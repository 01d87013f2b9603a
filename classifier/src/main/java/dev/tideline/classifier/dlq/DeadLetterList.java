package dev.tideline.classifier.dlq;

import dev.tideline.schemas.settings.KafkaSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The newest dead letters. Reads from the end backwards, so it does not depend on how many there are. */
public final class DeadLetterList {
    private static final int FURTHER_BACK = 4;

    private final DeadLetterReading reading;
    private final Map<Integer, Progress> progress;
    private final String images;
    private final int limit;

    private DeadLetterList(DeadLetterReading reading, Map<Integer, Progress> progress, String images, int limit) {
        this.reading = reading;
        this.progress = progress;
        this.images = images;
        this.limit = limit;
    }

    /**
     * Reads them, oldest first.
     *
     * @param limit most letters
     * @throws org.apache.kafka.common.KafkaException when Kafka or the schema registry cannot be reached
     */
    public static List<DeadLetter> newest(KafkaSettings kafka, int limit) {
        Map<Integer, Progress> progress = new ProgressTopic(kafka).read();
        String images = kafka.topics().images().name();
        try (DeadLetterReading reading = new DeadLetterReading(kafka)) {
            return new DeadLetterList(reading, reading.progress(progress), images, limit).newest();
        }
    }

    /** Not every offset is a letter, since transactions take some too: it may need several steps back. */
    private List<DeadLetter> newest() {
        for (long back = 2L * limit; ; back *= FURTHER_BACK) {
            Set<Integer> cutShort = seek(back);
            List<DeadLetter> letters = read();
            if (cutShort.stream().allMatch(partition -> isEnough(partition, letters))) {
                letters.sort(Comparator.comparing(DeadLetter::at)
                        .thenComparing(DeadLetter::partition)
                        .thenComparing(DeadLetter::offset));
                return List.copyOf(letters.subList(Math.max(0, letters.size() - limit), letters.size()));
            }
        }
    }

    /** Goes a number of offsets back from each end; gives the partitions that have more before that. */
    private Set<Integer> seek(long back) {
        Set<Integer> cutShort = new HashSet<>();
        reading.ends().forEach((partition, end) -> {
            boolean fromTheFirst = reading.seek(partition, end - back);
            if (!fromTheFirst) {
                cutShort.add(partition.partition());
            }
        });
        return cutShort;
    }

    private boolean isEnough(int partition, List<DeadLetter> letters) {
        return letters.stream()
                        .filter(letter -> letter.partition() == partition)
                        .count()
                >= limit;
    }

    private List<DeadLetter> read() {
        List<DeadLetter> letters = new ArrayList<>();
        while (!reading.isAtEnd()) {
            for (ConsumerRecord<byte[], byte[]> record : reading.poll()) {
                if (reading.isWithin(record)) {
                    letters.add(DeadLetter.of(record, isRedriven(record)));
                }
            }
        }
        return letters;
    }

    private boolean isRedriven(ConsumerRecord<byte[], byte[]> record) {
        return DeadLetter.isFrom(images, record)
                && progress.get(record.partition()).isDone(DeadLetter.reason(record), record.offset());
    }
}
