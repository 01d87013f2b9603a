package dev.tideline.model.tensorflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What this machine's CPU can do, as far as it decides how TensorFlow should compute. */
public final class CpuFeatures {
    private static final Path LINUX_CPU_INFO = Path.of("/proc/cpuinfo");
    private static final Set<String> BFLOAT16_FLAGS = Set.of("avx512_bf16", "amx_bf16");

    private CpuFeatures() {}

    /**
     * Whether the CPU multiplies bfloat16 in hardware (AVX512_BF16 or AMX). False where that cannot be told, as on
     * anything but Linux.
     */
    public static boolean supportsBfloat16() {
        if (!Files.isReadable(LINUX_CPU_INFO)) {
            return false;
        }
        try {
            return supportsBfloat16(Files.readAllLines(LINUX_CPU_INFO));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    static boolean supportsBfloat16(List<String> cpuInfo) {
        return cpuInfo.stream()
                .filter(line -> line.startsWith("flags"))
                .limit(1)
                .flatMap(line -> Stream.of(line.split("\\s+")))
                .anyMatch(BFLOAT16_FLAGS::contains);
    }
}
