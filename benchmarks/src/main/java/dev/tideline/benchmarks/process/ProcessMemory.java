package dev.tideline.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * Memory that a process holds, as Linux counts it: Java heap, native memory and libraries. Empty on other systems.
 *
 * @param resident bytes now
 * @param peak the most bytes so far
 */
public record ProcessMemory(OptionalLong resident, OptionalLong peak) {
    private static final long KIB = 1024;

    public static ProcessMemory of(long pid) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        return Files.isReadable(status)
                ? parse(Files.readAllLines(status))
                : new ProcessMemory(OptionalLong.empty(), OptionalLong.empty());
    }

    static ProcessMemory parse(List<String> status) {
        return new ProcessMemory(bytes(status, "VmRSS:"), bytes(status, "VmHWM:"));
    }

    private static OptionalLong bytes(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line ->
                        Long.parseLong(line.substring(name.length()).strip().split("\\s+")[0]) * KIB)
                .findFirst();
    }
}
