package dev.tideline.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForeignConsumerIT {
    /** Kafka's client and Avro, and what these two need themselves. */
    private static final List<String> FOREIGN_JARS =
            List.of("kafka-clients", "avro-1", "slf4j-api", "jackson-core", "jackson-databind", "jackson-annotations");

    @TempDir
    Path folder;

    @Test
    void aProgramWithoutAnythingOfOursReadsPredictionsByThePublishedSchema() throws Exception {
        Path root = Path.of(System.getProperty("tideline.root"));
        Path output = folder.resolve("output");
        try (ClassifierFixture fixture = new ClassifierFixture(folder, 2)) {
            fixture.publishModel();
            fixture.publish("night", DrawnPictures.dark());
            fixture.publish("day", DrawnPictures.bright());
            try (ClassifierService classifier = fixture.newClassifier()) {
                classifier.start();
                Process program = new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                foreignClassPath(),
                                root.resolve("docs/examples/ReadPredictions.java")
                                        .toString(),
                                fixture.kafka().bootstrapServers(),
                                root.resolve("schemas/src/main/avro/PredictionEvent.avsc")
                                        .toString(),
                                "2")
                        .redirectOutput(output.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                try {
                    assertThat(program.waitFor(1, TimeUnit.MINUTES)).isTrue();
                } finally {
                    program.destroyForcibly();
                }
            }
        }

        assertThat(Files.readAllLines(output))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).startsWith("night dark 0.9").endsWith("brightness/1"),
                        line -> assertThat(line).startsWith("day bright 0.9").endsWith("brightness/1"));
    }

    private static String foreignClassPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> FOREIGN_JARS.stream()
                        .anyMatch(jar -> Path.of(entry).getFileName().toString().startsWith(jar)))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
