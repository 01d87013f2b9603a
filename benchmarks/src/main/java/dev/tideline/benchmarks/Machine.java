package dev.tideline.benchmarks;

import dev.tideline.model.tensorflow.CpuFeatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a figure was measured.
 *
 * @param cores that Java may use
 * @param cpu its name as the operating system knows it, or its architecture
 * @param bfloat16 whether it multiplies bfloat16 in hardware
 * @param java version of the JVM
 */
public record Machine(int cores, String cpu, boolean bfloat16, String java) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    public static Machine current() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                cpuName().orElse(System.getProperty("os.arch")),
                CpuFeatures.supportsBfloat16(),
                System.getProperty("java.version"));
    }

    private static Optional<String> cpuName() {
        if (!Files.isReadable(CPU_INFO)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
