package dev.tideline.cli.verbs;

import dev.tideline.schemas.settings.Settings;
import dev.tideline.trainer.data.Split;
import dev.tideline.trainer.service.WeightsChoice;
import dev.tideline.trainer.training.TrainingKeys;
import dev.tideline.trainer.training.TrainingSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Settings of the verb {@code train}, under the same keys as those of the trainer service.
 *
 * @param name the model's name
 * @param split how pictures are shared out where no folders do
 */
record TrainSettings(String name, TrainingSettings training, WeightsChoice weights, Split split) {
    /** @throws dev.tideline.schemas.settings.SettingsException naming the key that is wrong */
    static TrainSettings from(Settings settings, Map<String, String> environment) {
        TrainingSettings training = TrainingKeys.read(settings);
        Split usual = Split.defaults();
        String cache =
                settings.text("trainer.cache.dir", cacheFolder(environment).toString());
        return new TrainSettings(
                settings.text("model.name", "default"),
                training.withCache(cache.equals("none") ? Optional.empty() : Optional.of(Path.of(cache))),
                WeightsChoice.parse(
                        settings.text("trainer.weights", "imagenet"),
                        settings.number("trainer.width", 1.0, 0.1, 2),
                        training.inputSize(),
                        training.seed()),
                new Split(
                        settings.number("trainer.split.validation", usual.validation(), 0, 0.45),
                        settings.number("trainer.split.test", usual.test(), 0, 0.45)));
    }

    /** Where a run keeps what does not fit into memory. */
    Path workingFolder() {
        return training.cache().orElse(Path.of(System.getProperty("java.io.tmpdir")));
    }

    private static Path cacheFolder(Map<String, String> environment) {
        String home = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path base = home.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(home);
        return base.resolve("tideline").resolve("features");
    }
}
