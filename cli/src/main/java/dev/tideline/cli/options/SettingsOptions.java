package dev.tideline.cli.options;

import dev.tideline.schemas.settings.Settings;
import dev.tideline.schemas.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where a verb's settings come from, beside flags of its own. */
public final class SettingsOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings file (default: tideline.properties, where there is one).")
    private Path config;

    @Option(names = "-D", paramLabel = "KEY=VALUE", description = "Any setting; may be given again and again.")
    private final Map<String, String> given = new LinkedHashMap<>();

    /**
     * The settings in effect: defaults, file, environment, flags.
     *
     * @param flags what the verb's own flags say, by key
     */
    public Settings load(Map<String, String> flags) {
        if (config != null && !Files.isRegularFile(config)) {
            throw new SettingsException("The settings file " + config + " (--config) does not exist.");
        }
        Map<String, String> all = new HashMap<>(given);
        all.putAll(flags);
        Path file = config == null ? Path.of("tideline.properties") : config;
        return Settings.load(file, System.getenv(), all);
    }

    /** To be called once all settings of a verb are read. The file may hold settings of other verbs; a flag may not. */
    public void requireKnownFlags(Settings settings) {
        for (String key : given.keySet()) {
            if (!settings.effective().containsKey(key)) {
                throw new SettingsException("Unknown setting -D " + key + ". Known settings here: "
                        + String.join(", ", settings.effective().keySet()) + ".");
            }
        }
    }
}
