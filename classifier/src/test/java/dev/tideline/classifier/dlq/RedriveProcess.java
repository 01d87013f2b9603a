package dev.tideline.classifier.dlq;

import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.schemas.settings.Settings;
import dev.tideline.schemas.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A redrive in a JVM of its own that dies on the spot after a number of letters, as if it were killed. */
final class RedriveProcess {
    private static final int KILLED = 137;

    private RedriveProcess() {}

    static void runAndDieAfter(int letters, Map<String, String> settings, Path log)
            throws IOException, InterruptedException {
        List<String> arguments = List.of(
                Integer.toString(letters),
                settings.get("kafka.bootstrap.servers"),
                settings.get("schema.registry.url"),
                settings.get("topics.prefix"));
        try (ChildJvm jvm = ChildJvm.start(RedriveProcess.class, List.of(), arguments, log)) {
            if (jvm.awaitEnd() != KILLED) {
                throw new IllegalStateException("The redrive ended by itself, see " + log);
            }
        }
    }

    /** What runs in the other JVM. */
    public static void main(String[] arguments) {
        KafkaSettings kafka = KafkaSettings.from(Settings.of(Map.of(
                "kafka.bootstrap.servers", arguments[1],
                "schema.registry.url", arguments[2],
                "topics.prefix", arguments[3])));
        AtomicInteger left = new AtomicInteger(Integer.parseInt(arguments[0]));
        Redrive.run(kafka, Optional.empty(), reason -> {
            if (left.decrementAndGet() == 0) {
                Runtime.getRuntime().halt(KILLED);
            }
        });
    }
}
