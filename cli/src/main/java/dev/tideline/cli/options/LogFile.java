package dev.tideline.cli.options;

import dev.tideline.schemas.settings.SettingsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where this process logs to; the screen belongs to the verb. A file for each verb, in {@code
 * $XDG_STATE_HOME/tideline} or {@code ~/.local/state/tideline}, unless {@code TIDELINE_LOG} names another file. Its lines
 * are text for people, or with {@code TIDELINE_LOG_FORMAT=json} JSON objects for programs.
 */
public final class LogFile {
    private static final String PROPERTY = "tideline.log.file";
    private static final String FORMAT_PROPERTY = "tideline.log.format";
    private static final String FORMAT = "TIDELINE_LOG_FORMAT";
    private static final String TEXT = "text";
    /** Names of the appenders in {@code logback.xml}. */
    private static final List<String> FORMATS = List.of(TEXT, "json");

    private LogFile() {}

    /**
     * Must come before the first logger: {@code logback.xml} reads the choice once.
     *
     * @throws SettingsException when the environment asks for a format that there is not; the log is text then
     */
    public static void choose(String verb, Map<String, String> environment) {
        String chosen = environment.getOrDefault("TIDELINE_LOG", "");
        Path file = chosen.isBlank() ? folder(environment).resolve(name(verb) + ".log") : Path.of(chosen);
        System.setProperty(PROPERTY, file.toAbsolutePath().toString());
        System.setProperty(FORMAT_PROPERTY, TEXT);
        String format = environment.getOrDefault(FORMAT, TEXT);
        if (!format.isBlank()) {
            System.setProperty(FORMAT_PROPERTY, known(format));
        }
    }

    private static String known(String format) {
        if (!FORMATS.contains(format)) {
            throw new SettingsException(
                    FORMAT + " is \"" + format + "\", but must be one of " + String.join(", ", FORMATS) + ".");
        }
        return format;
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
