package dev.tideline.benchmarks.engine;

import dev.tideline.benchmarks.process.ParentProcess;
import dev.tideline.model.picture.Pixels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One contestant with its network loaded, which answers to {@code labels} and to {@code rate BATCH MILLISECONDS}. */
public final class ContestantMain {
    private ContestantMain() {}

    /**
     * Takes {@code contestant}, {@code streams}, {@code network} (a bundle's folder or an {@code .onnx} file), {@code
     * pixels} (the file of decoded pictures) and {@code size} (their height and width).
     */
    public static void main(String[] arguments) throws IOException {
        Map<String, String> values = ParentProcess.arguments(arguments);
        Streams streams = Streams.valueOf(values.get("streams"));
        List<Pixels> pictures =
                DecodedPictures.read(Path.of(values.get("pixels")), Integer.parseInt(values.get("size")));
        Contestant contestant = Contestant.valueOf(values.get("contestant"));
        try (Network network = Network.load(contestant, streams, Path.of(values.get("network")))) {
            ParentProcess.tell("ready", "");
            ParentProcess.serve(line -> {
                String[] words = line.split(" ");
                switch (words[0]) {
                    case "labels" ->
                        ParentProcess.tell(
                                "labels", Labels.of(network, pictures).toString());
                    case "rate" -> {
                        Trial trial = new Trial(network, pictures, streams.callers(), Integer.parseInt(words[1]));
                        ParentProcess.tell(
                                "rate", trial.run(Long.parseLong(words[2])).toString());
                    }
                    default -> throw new IllegalArgumentException(line);
                }
            });
        }
    }
}
