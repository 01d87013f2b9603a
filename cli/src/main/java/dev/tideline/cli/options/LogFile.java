package dev.tideline.cli.options;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where this process logs to; the screen belongs to the verb. A file for each verb, in {@code
 * $XDG_STATE_HOME/tideline} or {@code ~/.local/state/tideline}, unless {@code TIDELINE_LOG} names another file.
 */
public final class LogFile {
    private static final String PROPERTY = "tideline.log.file";

    private LogFile() {}

    /** Must come before the first logger: {@code logback.xml} reads the choice once. */
    public static void choose(String verb, Map<String, String> environment) {
        String chosen = environment.getOrDefault("TIDELINE_LOG", "");
        Path file = chosen.isBlank() ? folder(environment).resolve(name(verb) + ".log") : Path.of(chosen);
        System.setProperty(PROPERTY, file.toAbsolutePath().toString());
    }

    /** The file, for people. */
    public static String shown() {
        return System.getProperty(PROPERTY, "the log");
    }

    private static String name(String verb) {
        return verb.matches("[a-z]{1,20}") ? verb : "tideline";
    }

    private static Path folder(Map<String, String> environment) {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        Path base = state.isBlank() ? Path.of(System.getProperty("user.home"), ".local", "state") : Path.of(state);
        return base.resolve("tideline");
    }
}
