package dev.tideline.classifier;

import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.schemas.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A classifier in a JVM of its own, so that it can be killed. */
final class ClassifierProcess implements AutoCloseable {
    private final Process process;

    private ClassifierProcess(Process process) {
        this.process = process;
    }

    /** @param settings key to value, as on the command line */
    static ClassifierProcess start(Map<String, String> settings, Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Djava.net.preferIPv4Stack=true",
                "-cp",
                System.getProperty("java.class.path"),
                ClassifierProcess.class.getName()));
        settings.forEach((key, value) -> command.add(key + "=" + value));
        return new ClassifierProcess(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
    }

    /** kill -9, and waits until it is gone. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        kill();
    }

    /** What runs in the other JVM. */
    public static void main(String[] arguments) throws InterruptedException {
        Map<String, String> values = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            values.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        Settings settings = Settings.of(values);
        try (ClassifierService service =
                new ClassifierService(KafkaSettings.from(settings), ClassifierSettings.from(settings))) {
            service.start();
            service.awaitTermination();
        }
    }
}
