package dev.tideline.trainer.service;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ThreadLocalRandom;

/** Names of runs, such as {@code 20261123T201500Z-3f9c}: a later run's is greater. */
final class RunId {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private RunId() {}

    static String at(Instant start) {
        return SECONDS.format(start)
                + String.format("-%04x", ThreadLocalRandom.current().nextInt(1 << 16));
    }
}
