package dev.tideline.classifier;

import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.schemas.settings.Settings;
import dev.tideline.schemas.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A classifier in a JVM of its own, so that it can be killed and its memory measured. */
public final class ClassifierProcess implements AutoCloseable {
    private static final List<String> JAVA_OPTIONS = List.of("-Xmx512m");

    /** As in the image: one without memory ends, instead of standing still. */
    private static final String END_WITHOUT_MEMORY = "-XX:+ExitOnOutOfMemoryError";

    private final ChildJvm jvm;

    private ClassifierProcess(ChildJvm jvm) {
        this.jvm = jvm;
    }

    /** @param settings key to value, as on the command line */
    public static ClassifierProcess start(Map<String, String> settings, Path log) throws IOException {
        return start(settings, JAVA_OPTIONS, log);
    }

    /**
     * @param settings key to value, as on the command line
     * @param javaOptions its heap and the like
     * @param log where it writes, {@link MemorySample}s among other lines
     */
    public static ClassifierProcess start(Map<String, String> settings, List<String> javaOptions, Path log)
            throws IOException {
        List<String> arguments = settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .toList();
        List<String> options = new ArrayList<>(javaOptions);
        options.add(END_WITHOUT_MEMORY);
        return new ClassifierProcess(ChildJvm.start(ClassifierProcess.class, options, arguments, log));
    }

    /** kill -9, and waits until it is gone. */
    public void kill() {
        jvm.kill();
    }

    public boolean isAlive() {
        return jvm.isAlive();
    }

    /** Waits for its end, but no longer than this; says whether it has ended. */
    public boolean endsWithin(Duration time) throws InterruptedException {
        return jvm.endsWithin(time);
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
        MemorySample.printRegularly();
        try (ClassifierService service =
                new ClassifierService(KafkaSettings.from(settings), ClassifierSettings.from(settings))) {
            service.start();
            service.awaitTermination();
        }
    }
}
