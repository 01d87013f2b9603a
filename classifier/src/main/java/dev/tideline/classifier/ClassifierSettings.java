package dev.tideline.classifier;

import dev.tideline.classifier.claim.ClaimSettings;
import dev.tideline.classifier.engine.EngineSettings;
import dev.tideline.classifier.serving.ServingSettings;
import dev.tideline.classifier.shadow.ShadowSettings;
import dev.tideline.classifier.streams.StreamSettings;
import dev.tideline.model.operations.HttpSettings;
import dev.tideline.schemas.settings.Settings;
import java.nio.file.Path;

/**
 * Settings of the classifier service.
 *
 * @param modelName the model that is served: the version that its alias {@code production} names
 * @param modelFolder where fetched bundles are unpacked, each classifier in a folder of its own; may be deleted while
 *     no service is up
 * @param createTopics whether missing topics are created at start
 * @param http where metrics and health are
 */
public record ClassifierSettings(
        String modelName,
        Path modelFolder,
        boolean createTopics,
        ServingSettings serving,
        EngineSettings engine,
        StreamSettings streams,
        HttpSettings http,
        ClaimSettings claims,
        ShadowSettings shadow) {
    /** Where a classifier of its own process shows metrics and health: the first port after those of Confluent's services. */
    public static final int HTTP_PORT = 8084;

    /** Of a classifier beside others in a process: it shows nothing over HTTP unless the settings name a port. */
    public static ClassifierSettings from(Settings settings) {
        return from(settings, HttpSettings.OFF);
    }

    /** @param httpPort where metrics and health are unless the settings say otherwise */
    public static ClassifierSettings from(Settings settings, int httpPort) {
        return new ClassifierSettings(
                settings.text("model.name", "default"),
                Path.of(settings.text(
                        "classifier.model.dir",
                        Path.of(System.getProperty("java.io.tmpdir"), "tideline-models")
                                .toString())),
                settings.yes("topics.create", true),
                ServingSettings.from(settings),
                EngineSettings.from(settings),
                StreamSettings.from(settings),
                HttpSettings.from(settings, "classifier", httpPort),
                ClaimSettings.from(settings),
                ShadowSettings.from(settings));
    }
}
