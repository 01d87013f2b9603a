package dev.tideline.cli.verbs;

import dev.tideline.cli.options.CommandFailedException;
import dev.tideline.cli.options.Json;
import dev.tideline.events.ModelVersion;
import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.serving.ImageClassifier;
import dev.tideline.model.store.ModelCatalog;
import dev.tideline.model.store.ModelPublisher;
import dev.tideline.model.store.Publication;
import dev.tideline.model.tensorflow.RuntimeOptions;
import dev.tideline.schemas.settings.KafkaSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publishes a model that was made elsewhere. */
@Command(
        name = "import",
        description = "Publishes a model from a folder as the next version: a Tideline bundle, or any TensorFlow"
                + " SavedModel that classifies pictures, such as one from TensorFlow Hub.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  tideline models import trained --promote",
            "  tideline models import mobilenet_v2_100_224 --labels ImageNetLabels.txt"
        })
final class ModelsImportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOptions options;

    @Mixin
    private BundleOptions bundles;

    @Parameters(paramLabel = "DIR", description = "The model's folder.")
    private Path folder;

    @Option(names = "--promote", description = "Make classifiers serve it at once.")
    private boolean promote;

    @Override
    public Integer call() throws IOException {
        KafkaSettings kafka = options.connect();
        ModelBundle bundle = bundles.open(folder);
        requireServable(bundle);
        ModelVersion version = publish(kafka, bundle);
        if (options.json()) {
            spec.commandLine().getOut().println(Json.line(VersionAnswer.of(ModelCatalog.read(kafka), version)));
        } else {
            spec.commandLine()
                    .getOut()
                    .println(options.name() + " version " + version.getVersion() + " is published"
                            + (promote ? " and production" : ""));
        }
        return 0;
    }

    /** A model that does not load here would only be refused by every classifier later. */
    private static void requireServable(ModelBundle bundle) {
        try (ImageClassifier classifier = ImageClassifier.load(bundle, RuntimeOptions.defaults())) {
            classifier.warm(1);
        } catch (IOException e) {
            throw new CommandFailedException(e.getMessage(), e);
        }
    }

    private ModelVersion publish(KafkaSettings kafka, ModelBundle bundle) throws IOException {
        Publication publication = Publication.of("import", ModelOptions.author());
        try (ModelPublisher publisher = ModelPublisher.open(kafka, options.name())) {
            return publisher.publish(
                    bundle, promote ? publication.withAlias(ModelCatalog.PRODUCTION, "imported") : publication);
        }
    }
}
