package dev.tideline.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A temporary folder and the processes that work in it. Closing kills those that are left and deletes the folder; so
 * does the end of this JVM, by Ctrl-C too.
 *
 * <p>Threading: safe from any thread.
 */
public final class Workplace implements AutoCloseable {
    private final Path folder;
    private final List<ChildProcess> children = new ArrayList<>();
    private int started;
    private boolean closed;

    private Workplace(Path folder) {
        this.folder = folder;
    }

    public static Workplace open() throws IOException {
        Workplace workplace = new Workplace(Files.createTempDirectory("tideline-benchmark-"));
        Runtime.getRuntime().addShutdownHook(new Thread(workplace::close, "workplace-cleaner"));
        return workplace;
    }

    /** A file or folder in this workplace; it is not created. */
    public Path resolve(String name) {
        return folder.resolve(name);
    }

    /**
     * Starts a JVM in the environment of this one.
     *
     * @param name for messages
     * @param arguments key to value
     */
    public ChildProcess start(String name, Class<?> main, Map<String, String> arguments) throws IOException {
        return start(name, main, arguments, Set.of());
    }

    /**
     * Starts a JVM.
     *
     * @param name for messages
     * @param arguments key to value
     * @param unset variables of this JVM's environment that the new one does not get
     */
    public synchronized ChildProcess start(String name, Class<?> main, Map<String, String> arguments, Set<String> unset)
            throws IOException {
        Path temporary = Files.createDirectory(folder.resolve(++started + "-" + name));
        ChildProcess child = ChildProcess.start(name, main, arguments, unset, temporary);
        children.add(child);
        return child;
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            children.forEach(ChildProcess::close);
            delete(folder);
        }
    }
}
