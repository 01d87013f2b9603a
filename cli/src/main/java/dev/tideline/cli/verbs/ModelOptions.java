package dev.tideline.cli.verbs;

import dev.tideline.cli.options.CommonOptions;
import dev.tideline.schemas.settings.KafkaSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the verbs about models have in common. */
final class ModelOptions {
    @Mixin
    private CommonOptions common;

    @Option(names = "--model", paramLabel = "NAME", description = "The model's name (model.name; default: default).")
    private String model;

    @Option(names = "--json", description = "Print the answer as JSON.")
    private boolean json;

    KafkaSettings connect() {
        KafkaSettings kafka = common.connect();
        name();
        common.requireKnownFlags();
        return kafka;
    }

    String name() {
        String configured = common.settings().text("model.name", "default");
        return model == null ? configured : model;
    }

    boolean json() {
        return json;
    }

    /** Who moves an alias or publishes a version, for the records. */
    static String author() {
        return System.getProperty("user.name", "") + " (tideline models)";
    }
}
