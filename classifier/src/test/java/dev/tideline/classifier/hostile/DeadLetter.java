package dev.tideline.classifier.hostile;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** A record of images-dlq, as a program reads it that knows the contract. */
record DeadLetter(ConsumerRecord<String, byte[]> record) {
    /** The headers that a dead letter adds; whatever had these names before is gone. */
    private static final List<String> OWN = List.of(
            "__streams.errors.topic",
            "__streams.errors.partition",
            "__streams.errors.offset",
            "__streams.errors.message",
            "tideline.reason",
            "tideline.remedy");

    String reason() {
        return text("tideline.reason");
    }

    HostileStream.Place place() {
        return new HostileStream.Place(
                Integer.parseInt(text("__streams.errors.partition")), Long.parseLong(text("__streams.errors.offset")));
    }

    private String text(String header) {
        return new String(record.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
    }

    /** Whether it has the record's key, value and headers, and its own headers once each. */
    boolean isCopyOf(HostileRecord hostile) {
        return Objects.equals(record.key(), hostile.key())
                && Arrays.equals(record.value(), hostile.value())
                && others(record.headers()).equals(others(hostile.headers()))
                && OWN.stream().allMatch(name -> count(name) == 1);
    }

    private static List<Header> others(Iterable<Header> headers) {
        return StreamSupport.stream(headers.spliterator(), false)
                .filter(header -> !OWN.contains(header.key()))
                .toList();
    }

    private long count(String name) {
        return StreamSupport.stream(record.headers().headers(name).spliterator(), false)
                .count();
    }

    @Override
    public String toString() {
        return reason() + ": " + text("__streams.errors.message");
    }
}
