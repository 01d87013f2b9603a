package dev.tideline.benchmarks.engine;

import dev.tideline.benchmarks.data.DataOptions;
import dev.tideline.benchmarks.process.ChildProcess;
import dev.tideline.benchmarks.process.Workplace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What the contestants share, made in a process of its own by {@link PreparationMain}.
 *
 * @param imagenet bundle of the ImageNet network
 * @param onnx the same network as an ONNX file
 * @param pets bundle of a classifier of cats and dogs
 * @param pixels file of the decoded validation photos
 * @param size height and width of the pictures
 */
public record Preparation(Path imagenet, Path onnx, Path pets, Path pixels, int size) {
    private static final String ONNX = "weights/mobilenet_v2_1.00_imagenet_1001.onnx";
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    /** Takes about a minute. */
    public static Preparation make(Workplace workplace, DataOptions data, int size)
            throws IOException, InterruptedException {
        Preparation made = new Preparation(
                workplace.resolve("imagenet"),
                data.folder().resolve(ONNX),
                workplace.resolve("pets"),
                workplace.resolve("pixels"),
                size);
        Map<String, String> arguments = Map.of(
                "data", data.folder().toString(),
                "weights", data.weights().toString(),
                "onnx", made.onnx.toString(),
                "size", Integer.toString(size),
                "imagenet", made.imagenet.toString(),
                "pets", made.pets.toString(),
                "pixels", made.pixels.toString());
        try (ChildProcess preparation = workplace.start("preparation", PreparationMain.class, arguments)) {
            preparation.await("ready", PATIENCE);
        }
        return made;
    }

    /** What a contestant loads to classify into ImageNet's classes. */
    public Path network(Contestant contestant) {
        return contestant.precision().isPresent() ? imagenet : onnx;
    }
}
