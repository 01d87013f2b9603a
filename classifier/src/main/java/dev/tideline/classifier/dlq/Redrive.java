package dev.tideline.classifier.dlq;

import dev.tideline.schemas.settings.KafkaSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends dead letters back to images as they came, each exactly once: a transaction holds a number of letters and how far
 * it got, so a redrive that dies is finished by the next one, which sends nothing twice. What comes onto images-dlq while
 * it runs is left to the next one, so a letter that fails again is not sent round and round.
 *
 * <p>For one thread; use an instance once.
 */
public final class Redrive {
    /** Hears of each letter that was handed to Kafka, before its transaction is committed. */
    public interface Listener {
        void sent(String reason);
    }

    private final KafkaSettings kafka;
    private final String images;
    private final Optional<String> reason;
    private final Listener listener;
    private final ProgressTopic progressTopic;

    private final Map<Integer, Progress> progress = new HashMap<>();
    /** How far this redrive has come, by partition. */
    private final Map<Integer, Long> reached = new HashMap<>();

    private final Map<String, Long> sent = new HashMap<>();
    private final Map<String, Long> passedOver = new HashMap<>();
    private long foreign;

    private Redrive(KafkaSettings kafka, Optional<String> reason, Listener listener) {
        this.kafka = kafka;
        this.images = kafka.topics().images().name();
        this.reason = reason;
        this.listener = listener;
        this.progressTopic = new ProgressTopic(kafka);
    }

    /**
     * Sends back what has not been sent yet.
     *
     * @param reason of the letters to send; empty for all
     * @throws org.apache.kafka.common.KafkaException when Kafka or the schema registry cannot be reached, or another
     *     redrive begins; what the listener heard of last may not have been sent then
     */
    public static RedriveSummary run(KafkaSettings kafka, Optional<String> reason, Listener listener) {
        // Opened before anything is read: from here on nobody else makes progress.
        try (RedriveTransactions transactions = RedriveTransactions.open(kafka)) {
            return new Redrive(kafka, reason, listener).read(Optional.of(transactions));
        }
    }

    /** What {@link #run} would send now. Changes nothing, and stops no other redrive. */
    public static RedriveSummary plan(KafkaSettings kafka, Optional<String> reason) {
        return new Redrive(kafka, reason, ignored -> {}).read(Optional.empty());
    }

    private RedriveSummary read(Optional<RedriveTransactions> transactions) {
        Map<Integer, Progress> known = progressTopic.read();
        try (DeadLetterReading reading = new DeadLetterReading(kafka)) {
            progress.putAll(reading.progress(known));
            reading.ends()
                    .forEach((partition, end) -> reading.seek(
                            partition, progress.get(partition.partition()).next(reason)));
            while (!reading.isAtEnd()) {
                for (ConsumerRecord<byte[], byte[]> record : reading.poll()) {
                    if (reading.isWithin(record)) {
                        take(record, transactions);
                        reached.put(record.partition(), record.offset() + 1);
                        transactions.filter(RedriveTransactions::isFull).ifPresent(this::commit);
                    }
                }
            }
            reading.ends().forEach((partition, end) -> reached.put(partition.partition(), end));
        }
        transactions.ifPresent(this::commit);
        return new RedriveSummary(sent, passedOver, foreign);
    }

    private void take(ConsumerRecord<byte[], byte[]> letter, Optional<RedriveTransactions> transactions) {
        String why = DeadLetter.reason(letter);
        if (progress.get(letter.partition()).isDone(why, letter.offset())) {
            return;
        }
        if (!DeadLetter.isFrom(images, letter)) {
            foreign++;
        } else if (reason.isPresent() && !reason.get().equals(why)) {
            passedOver.merge(why, 1L, Long::sum);
        } else {
            transactions.ifPresent(open -> open.send(asItCame(letter)));
            sent.merge(why, 1L, Long::sum);
            listener.sent(why);
        }
    }

    /** Its time is now: images keeps records by their time, and the letter may be older than that. */
    private ProducerRecord<byte[], byte[]> asItCame(ConsumerRecord<byte[], byte[]> letter) {
        return new ProducerRecord<>(
                images, null, null, letter.key(), letter.value(), DeadLetterHeaders.without(letter.headers()));
    }

    private void commit(RedriveTransactions transactions) {
        reached.forEach((partition, offset) -> {
            Progress before = progress.get(partition);
            Progress after = before.upTo(offset, reason);
            if (!after.equals(before)) {
                transactions.send(progressTopic.record(partition, after));
                progress.put(partition, after);
            }
        });
        transactions.commit();
    }
}
