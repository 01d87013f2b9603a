package dev.tideline.cli.verbs;

import dev.tideline.model.store.ModelAdmin;
import dev.tideline.model.store.ModelCatalog;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Has a version tried beside production. */
@Command(
        name = "shadow",
        description =
                "Makes classifiers try a version beside production: it sees a share of the pictures in spare time,"
                        + " and its predictions go to the topic shadow-predictions.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The share is classifier.shadow.share (default: 0.1).",
            "",
            "Examples:",
            "  tideline models shadow 3",
            "  tideline models shadow --off"
        })
final class ModelsShadowCommand implements Callable<Integer> {
    /** Which version, or none. */
    private static final class Choice {
        @Parameters(paramLabel = "V", description = "The version, a number.")
        private Integer version;

        @Option(names = "--off", description = "Try none.")
        private boolean off;
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOptions options;

    @ArgGroup(multiplicity = "1")
    private Choice choice;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for people.", defaultValue = "chosen by hand")
    private String reason;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (ModelAdmin admin = new ModelAdmin(options.connect(), ModelOptions.author())) {
            if (choice.off) {
                AliasAnswer.printRemoved(
                        options.name(),
                        ModelCatalog.SHADOW,
                        admin.removeAlias(options.name(), ModelCatalog.SHADOW),
                        options.json(),
                        out);
            } else {
                AliasAnswer.print(
                        admin.setAlias(options.name(), ModelCatalog.SHADOW, choice.version, reason),
                        options.json(),
                        out);
            }
        }
        return 0;
    }
}
