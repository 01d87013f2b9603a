package dev.tideline.trainer.service;

import dev.tideline.model.claim.ClaimCheckSettings;
import dev.tideline.model.operations.HttpSettings;
import dev.tideline.schemas.settings.Settings;
import dev.tideline.schemas.settings.SettingsException;
import dev.tideline.trainer.data.Split;
import dev.tideline.trainer.gate.GateSettings;
import dev.tideline.trainer.labeling.LabelingSettings;
import dev.tideline.trainer.training.TrainingKeys;
import dev.tideline.trainer.training.TrainingSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of the trainer service.
 *
 * @param modelName the model that is trained
 * @param dataFolder caches and state; it may be deleted while the service is down
 * @param createTopics whether missing topics are created at start
 * @param picturesPerClass fewest pictures that make a label a class
 * @param budget how many pictures of the set a run learns from
 * @param retrain when to train
 * @param split how pictures are shared out
 * @param weights the pretrained base
 * @param start what a run starts from
 * @param training every choice of a run
 * @param gate how strict the gate is
 * @param keepVersions newest versions that retention leaves, beside those that aliases name
 * @param claims which pictures are fetched that travel by claim check, and how
 * @param sessionTimeout after which time a trainer that died is missed, and one that stands by takes over
 * @param labeling how feedback and images are joined
 * @param http where metrics and health are
 */
public record TrainerSettings(
        String modelName,
        Path dataFolder,
        boolean createTopics,
        int picturesPerClass,
        PictureBudget budget,
        RetrainSettings retrain,
        Split split,
        WeightsChoice weights,
        StartChoice start,
        TrainingSettings training,
        GateSettings gate,
        int keepVersions,
        ClaimCheckSettings claims,
        Duration sessionTimeout,
        LabelingSettings labeling,
        HttpSettings http) {
    /** Where a trainer of its own process shows metrics and health: the first port after the classifier's. */
    public static final int HTTP_PORT = 8085;

    private static final String SESSION_TIMEOUT = "trainer.session.timeout";
    /** The range that Kafka's brokers allow unless told otherwise. */
    private static final Duration SHORTEST_SESSION = Duration.ofSeconds(6);

    private static final Duration LONGEST_SESSION = Duration.ofMinutes(30);

    /**
     * Of a trainer beside other services in a process: it shows nothing over HTTP unless the settings name a port.
     *
     * @throws dev.tideline.schemas.settings.SettingsException naming the key that is wrong
     */
    public static TrainerSettings from(Settings settings) {
        return from(settings, HttpSettings.OFF);
    }

    /**
     * @param httpPort where metrics and health are unless the settings say otherwise
     * @throws dev.tideline.schemas.settings.SettingsException naming the key that is wrong
     */
    public static TrainerSettings from(Settings settings, int httpPort) {
        Path dataFolder = Path.of(settings.text("trainer.data.dir", "tideline-data/trainer"));
        TrainingSettings training = training(settings, dataFolder);
        Split usual = Split.defaults();
        return new TrainerSettings(
                settings.text("model.name", "default"),
                dataFolder,
                settings.yes("topics.create", true),
                settings.integer("trainer.min.pictures.per.class", 10, 1, 10_000_000),
                new PictureBudget(settings.integer("trainer.max.pictures", 0, 0, 100_000_000)),
                RetrainSettings.from(settings),
                new Split(
                        settings.number("trainer.split.validation", usual.validation(), 0, 0.45),
                        settings.number("trainer.split.test", usual.test(), 0, 0.45)),
                WeightsChoice.parse(
                        settings.text("trainer.weights", "imagenet"),
                        settings.number("trainer.width", 1.0, 0.1, 2),
                        training.inputSize(),
                        training.seed()),
                settings.choice("trainer.start", StartChoice.BASE),
                training,
                GateSettings.from(settings),
                settings.integer("trainer.keep.versions", 10, 1, 1_000_000),
                ClaimCheckSettings.from(settings, "trainer"),
                sessionTimeout(settings),
                LabelingSettings.from(settings, dataFolder.resolve("labeling")),
                HttpSettings.from(settings, "trainer", httpPort));
    }

    Path picturesFolder() {
        return dataFolder.resolve("pictures");
    }

    /** Of this service alone: what is not of a picture in its set is removed there. */
    Path featuresFolder() {
        return featuresFolder(dataFolder);
    }

    private static Path featuresFolder(Path dataFolder) {
        return dataFolder.resolve("features");
    }

    Path productionFolder() {
        return dataFolder.resolve("production");
    }

    Path runsFolder() {
        return dataFolder.resolve("runs");
    }

    /** Of the trainers that stand in for each other. */
    String group() {
        return labeling.applicationId() + "-requests-" + modelName;
    }

    private static Duration sessionTimeout(Settings settings) {
        Duration timeout = settings.duration(SESSION_TIMEOUT, Duration.ofSeconds(10));
        if (timeout.compareTo(SHORTEST_SESSION) < 0 || timeout.compareTo(LONGEST_SESSION) > 0) {
            throw new SettingsException("Setting " + SESSION_TIMEOUT + " is " + timeout.toMillis()
                    + " ms, but must be from " + SHORTEST_SESSION.toSeconds() + "s to " + LONGEST_SESSION.toMinutes()
                    + "m, as Kafka's brokers demand.");
        }
        return timeout;
    }

    private static TrainingSettings training(Settings settings, Path dataFolder) {
        return TrainingKeys.read(settings).withCache(Optional.of(featuresFolder(dataFolder)));
    }
}
