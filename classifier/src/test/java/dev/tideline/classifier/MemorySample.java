package dev.tideline.classifier;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import dev.tideline.model.tensorflow.TensorFlowRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;

/**
 * A JVM's memory at one moment, which it prints and its parent reads.
 *
 * @param heap in use after the latest collection, which may have left some garbage, in MiB
 * @param resident the whole process's resident memory, TensorFlow's included, in MiB
 */
public record MemorySample(long heap, long resident) {
    private static final int EVERY_MS = 200;
    private static final long MIB = 1024 * 1024;
    private static final Pattern LINE = Pattern.compile("memory: heap (\\d+) resident (\\d+) MiB");

    private static MemorySample take() {
        Set<String> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getName)
                .collect(Collectors.toSet());
        // A pool's own usage after a collection is that after a collection of this pool: the old one may never have had
        // any.
        long used = ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class).stream()
                .map(GarbageCollectorMXBean::getLastGcInfo)
                .filter(Objects::nonNull)
                .max(Comparator.comparing(GcInfo::getEndTime))
                .map(GcInfo::getMemoryUsageAfterGc)
                .map(usages -> usages.entrySet().stream()
                        .filter(usage -> heap.contains(usage.getKey()))
                        .mapToLong(usage -> usage.getValue().getUsed())
                        .sum())
                .orElse(0L);
        return new MemorySample(used / MIB, Pointer.physicalBytes() / MIB);
    }

    /** Prints this JVM's memory on standard output from now on. */
    static void printRegularly() {
        // Comes with the code that knows the process's memory.
        TensorFlowRuntime.load();
        Executors.newSingleThreadScheduledExecutor(task -> {
                    Thread thread = new Thread(task, "memory");
                    thread.setDaemon(true);
                    return thread;
                })
                .scheduleAtFixedRate(() -> System.out.println(take()), 0, EVERY_MS, TimeUnit.MILLISECONDS);
    }

    /** The samples in what a JVM has printed, oldest first. */
    public static List<MemorySample> in(Path log) {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.map(LINE::matcher)
                    .filter(Matcher::matches)
                    .map(line -> new MemorySample(Long.parseLong(line.group(1)), Long.parseLong(line.group(2))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The most of each. */
    public static MemorySample most(List<MemorySample> samples) {
        return new MemorySample(
                samples.stream().mapToLong(MemorySample::heap).max().orElseThrow(),
                samples.stream().mapToLong(MemorySample::resident).max().orElseThrow());
    }

    /** The least heap: what lives, and hardly any garbage. */
    static long leastHeap(List<MemorySample> samples) {
        return samples.stream().mapToLong(MemorySample::heap).min().orElseThrow();
    }

    @Override
    public String toString() {
        return "memory: heap " + heap + " resident " + resident + " MiB";
    }
}
