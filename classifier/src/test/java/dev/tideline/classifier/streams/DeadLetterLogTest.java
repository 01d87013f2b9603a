package dev.tideline.classifier.streams;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tideline.classifier.engine.Outcome.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class DeadLetterLogTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(DeadLetterLog.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final AtomicLong now = new AtomicLong();
    private final DeadLetterLog log = new DeadLetterLog(now::get);

    /** Where a record came from. */
    private record Origin(String topic, int partition, long offset) implements RecordMetadata {}

    @BeforeEach
    void listen() {
        lines.start();
        logger.setAdditive(false);
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    private void add(String key, String reason) {
        log.add(key.getBytes(StandardCharsets.UTF_8), new Origin("images", 3, 42), new Rejected(reason, "Bad."));
    }

    private List<ILoggingEvent> warnings() {
        return lines.list.stream().filter(line -> line.getLevel() == Level.WARN).toList();
    }

    private static Map<String, Object> keyValues(ILoggingEvent line) {
        return line.getKeyValuePairs().stream().collect(Collectors.toMap(pair -> pair.key, pair -> pair.value));
    }

    @Test
    void aDeadLetterIsLoggedWithItsPicturesIdItsReasonAndWhereItCameFrom() {
        add("cat-7", "corrupt");

        assertThat(warnings()).singleElement().satisfies(line -> {
            assertThat(line.getFormattedMessage()).contains("Bad.");
            assertThat(keyValues(line))
                    .isEqualTo(Map.of(
                            "image_id",
                            "cat-7",
                            "reason",
                            "corrupt",
                            "topic",
                            "images",
                            "partition",
                            3,
                            "offset",
                            42L));
        });
    }

    @Test
    void aStormIsSummedUpByReasonWhenTheMinuteIsOver() {
        for (int i = 0; i < 1_000; i++) {
            add("picture-" + i, i % 2 == 0 ? "corrupt" : "too_large");
        }
        assertThat(warnings()).hasSize(DeadLetterLog.SHOWN);

        now.addAndGet(DeadLetterLog.PERIOD.toNanos());
        log.summarizeWhenDue();

        assertThat(warnings()).hasSize(DeadLetterLog.SHOWN + 1);
        assertThat(warnings().get(DeadLetterLog.SHOWN).getFormattedMessage())
                .contains("990 more")
                .contains("corrupt=495")
                .contains("too_large=495");
        add("next", "corrupt");
        assertThat(keyValues(warnings().get(DeadLetterLog.SHOWN + 1))).containsEntry("image_id", "next");
    }

    @Test
    void aQuietMinuteLogsNothing() {
        add("cat-7", "corrupt");
        now.addAndGet(DeadLetterLog.PERIOD.toNanos());
        log.summarizeWhenDue();

        assertThat(warnings()).hasSize(1);
    }

    @Test
    void everyDeadLetterOfAStormIsThereAtDebug() {
        logger.setLevel(Level.DEBUG);
        for (int i = 0; i < 100; i++) {
            add("picture-" + i, "corrupt");
        }

        assertThat(lines.list)
                .extracting(line -> keyValues(line).get("image_id"))
                .hasSize(100)
                .doesNotHaveDuplicates();
    }

    @Test
    void aStrangersTextStaysOnItsLineAndIsCutShort() {
        add("cat\n2026 ERROR forged" + "x".repeat(5_000), "corrupt");
        log.add(null, new Origin("images", 0, 0), new Rejected("no_value", "Bad.\nERROR forged"));

        assertThat(keyValues(warnings().get(0)).get("image_id"))
                .asString()
                .doesNotContain("\n")
                .hasSizeLessThan(300);
        assertThat(keyValues(warnings().get(1))).containsEntry("image_id", "");
        assertThat(warnings().get(1).getFormattedMessage()).doesNotContain("\n");
    }
}
