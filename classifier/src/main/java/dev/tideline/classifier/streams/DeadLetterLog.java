package dev.tideline.classifier.streams;

import dev.tideline.classifier.engine.Outcome.Rejected;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Tells the log of dead letters without drowning it: the first ones of a minute each with its picture's id, and of the
 * rest, once the minute is over, how many there were of each reason. Those of the rest are there one by one at the level
 * DEBUG.
 *
 * <p>Threading: safe from any thread.
 */
final class DeadLetterLog {
    static final int SHOWN = 10;
    static final Duration PERIOD = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterLog.class);
    /** Bytes of a key that are shown. */
    private static final int LONGEST_ID = 200;

    private final LongSupplier nanoTime;
    // Guarded by this:
    private long since;
    private int shown;
    private final Map<String, Integer> restByReason = new TreeMap<>();

    /** @param nanoTime the clock, as {@link System#nanoTime()} */
    DeadLetterLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
    }

    /** @param key of the record: anybody's bytes, or null */
    void add(byte[] key, RecordMetadata origin, Rejected why) {
        LOG.atLevel(admit(why.reason()) ? Level.WARN : Level.DEBUG)
                .addKeyValue("image_id", id(key))
                .addKeyValue("reason", why.reason())
                .addKeyValue("topic", origin.topic())
                .addKeyValue("partition", origin.partition())
                .addKeyValue("offset", origin.offset())
                .log("A picture cannot be classified: {}", printable(why.message()));
    }

    private synchronized boolean admit(String reason) {
        summarizeWhenDue();
        if (shown < SHOWN) {
            shown++;
            return true;
        }
        restByReason.merge(reason, 1, Integer::sum);
        return false;
    }

    /** Tells of the rest when a minute is over; to be called every now and then. */
    synchronized void summarizeWhenDue() {
        if (nanoTime.getAsLong() - since < PERIOD.toNanos()) {
            return;
        }
        if (!restByReason.isEmpty()) {
            int rest =
                    restByReason.values().stream().mapToInt(Integer::intValue).sum();
            // As a text now: a log may read its arguments later, when the counts are of the next minute.
            String counts = restByReason.toString();
            LOG.warn("{} more pictures could not be classified in the last minute, by reason: {}", rest, counts);
        }
        since = nanoTime.getAsLong();
        shown = 0;
        restByReason.clear();
    }

    private static String id(byte[] key) {
        if (key == null) {
            return "";
        }
        String id = new String(key, 0, Math.min(key.length, LONGEST_ID), StandardCharsets.UTF_8);
        return printable(id) + (key.length > LONGEST_ID ? "…" : "");
    }

    /** A stranger's text on one line: it must not look like a line of ours. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
