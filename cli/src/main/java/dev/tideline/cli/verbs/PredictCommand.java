package dev.tideline.cli.verbs;

import dev.tideline.cli.options.CommandFailedException;
import dev.tideline.cli.options.Json;
import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.bundle.ModelSpec.Input;
import dev.tideline.model.picture.DecodeLimits;
import dev.tideline.model.picture.PictureDecoder;
import dev.tideline.model.picture.UndecodablePictureException;
import dev.tideline.model.serving.Classification;
import dev.tideline.model.serving.ImageClassifier;
import dev.tideline.model.tensorflow.RuntimeOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Classifies pictures on the spot, without Kafka. */
@Command(
        name = "predict",
        description = "Classifies pictures with a model from a folder. No Kafka is needed.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A model of more than five labels gives its five most probable ones.",
            "",
            "Examples:",
            "  tideline predict --model trained cat.jpg dog.jpg",
            "  tideline predict --model mobilenet_v2_100_224 --labels ImageNetLabels.txt hopper.jpg",
            "  tideline predict --json --model trained *.jpg"
        })
public final class PredictCommand implements Callable<Integer> {
    private static final int MOST = 5;

    @Spec
    private CommandSpec spec;

    @Mixin
    private BundleOptions bundles;

    @Option(names = "--model", required = true, paramLabel = "DIR", description = "The model's folder.")
    private Path model;

    @Option(names = "--json", description = "Print one JSON object a line: picture, label, confidence, scores.")
    private boolean json;

    @Parameters(arity = "1..*", paramLabel = "PICTURE", description = "JPEG, PNG, GIF or BMP files.")
    private List<Path> pictures;

    @Override
    public Integer call() {
        ModelBundle bundle = bundles.open(model);
        Input input = bundle.spec().input();
        try (ImageClassifier classifier = ImageClassifier.load(bundle, RuntimeOptions.defaults());
                PictureDecoder decoder = new PictureDecoder(input.height(), input.width(), DecodeLimits.defaults())) {
            long failed = pictures.stream()
                    .filter(picture -> !predicted(picture, classifier, decoder))
                    .count();
            return failed == 0 ? 0 : 1;
        } catch (IOException e) {
            throw new CommandFailedException(e.getMessage(), e);
        }
    }

    /** A bad picture does not keep the others from their answers. */
    private boolean predicted(Path picture, ImageClassifier classifier, PictureDecoder decoder) {
        try {
            byte[] encoded = Files.readAllBytes(picture);
            print(picture, classifier.classify(List.of(decoder.decode(encoded))).get(0));
            return true;
        } catch (UndecodablePictureException e) {
            complain(picture, e.getMessage());
        } catch (IOException e) {
            complain(picture, "The file cannot be read: " + e);
        }
        return false;
    }

    private void complain(Path picture, String fault) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("tideline: " + picture + ": " + fault);
        err.flush();
    }

    private void print(Path picture, Classification answer) {
        PrintWriter out = spec.commandLine().getOut();
        List<Classification.Score> scores = answer.top(MOST);
        if (json) {
            out.println(Json.line(PredictAnswer.of(picture, scores)));
        } else if (answer.labels().size() <= MOST) {
            out.println(picture + ": " + shown(scores.get(0)));
        } else {
            out.println(picture + ":");
            scores.forEach(score -> out.println("  " + shown(score)));
        }
        out.flush();
    }

    private static String shown(Classification.Score score) {
        return String.format(Locale.ROOT, "%s %.4f", score.label(), score.probability());
    }
}
