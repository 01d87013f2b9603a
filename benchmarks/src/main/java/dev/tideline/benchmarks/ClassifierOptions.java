package dev.tideline.benchmarks;

import dev.tideline.classifier.ClassifierSettings;
import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.schemas.settings.Settings;
import dev.tideline.schemas.settings.SettingsException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say how our classifier is set up. */
final class ClassifierOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--setting",
            paramLabel = "KEY=VALUE",
            description =
                    "A setting of our classifier, such as classifier.batch.size=16; may be given again and again.")
    private final Map<String, String> settings = new LinkedHashMap<>();

    /**
     * What was given, after the classifier has read it.
     *
     * @throws ParameterException when a key or a value is wrong
     */
    Map<String, String> settings() {
        try {
            Settings read = Settings.of(settings);
            KafkaSettings.from(read);
            ClassifierSettings.from(read);
            read.rejectUnasked();
            return Map.copyOf(settings);
        } catch (SettingsException e) {
            throw new ParameterException(command.commandLine(), e.getMessage());
        }
    }
}
