package dev.tideline.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A JVM of the benchmark's own: same class path, same heap and collector for every contestant, the heap taken whole at
 * the start, so that memory that grows is not the heap's. It tells of its progress
 * through {@link ParentProcess}; what it logs goes to a file. It ends by itself when its standard input does, so also
 * when this JVM dies.
 *
 * <p>Threading: for one thread; {@link #close} may be called from any.
 */
public final class ChildProcess implements AutoCloseable {
    private static final List<String> OPTIONS = List.of(
            "-Xms1g",
            "-Xmx1g",
            "-XX:+AlwaysPreTouch",
            "-XX:+UseG1GC",
            "-Xshare:auto",
            "-Djava.net.preferIPv4Stack=true",
            "-Djava.awt.headless=true");
    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(60);
    private static final int SHOWN_LINES = 15;

    private final String name;
    private final Process process;
    private final Path log;
    /** What the child told; an empty one stands for its end. */
    private final BlockingQueue<Optional<String>> told = new LinkedBlockingQueue<>();

    private ChildProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * @param name for messages
     * @param arguments key to value
     * @param unset variables of this JVM's environment that the child does not get
     * @param temporary the child's folder for temporary files, which must exist; its log lies beside it
     */
    static ChildProcess start(
            String name, Class<?> main, Map<String, String> arguments, Set<String> unset, Path temporary)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.add("-Djava.io.tmpdir=" + temporary);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        arguments.forEach((key, value) -> command.add(key + "=" + value));
        Path log = temporary.resolveSibling(name + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeAll(unset);
        Process process = builder.start();
        ChildProcess child = new ChildProcess(name, process, log);
        Thread listener = new Thread(child::listen, "listener-" + name);
        listener.setDaemon(true);
        listener.start();
        return child;
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(ParentProcess.MARK)) {
                    told.add(Optional.of(line.substring(ParentProcess.MARK.length())));
                }
            }
        } catch (IOException e) {
            // The pipe broke because the process is gone, which is what follows.
        }
        told.add(Optional.empty());
    }

    /**
     * Sends the child a line, which it takes in {@link ParentProcess#serve}.
     *
     * @throws ChildProcessException when the child has ended
     */
    public void ask(String line) {
        try {
            process.outputWriter().write(line + "\n");
            process.outputWriter().flush();
        } catch (IOException e) {
            throw ended();
        }
    }

    /**
     * Waits for the child's next message, which must be of this kind, and returns what it says.
     *
     * @throws ChildProcessException when the child ends or says nothing for so long
     */
    public String await(String kind, Duration patience) throws InterruptedException {
        Optional<String> message = told.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (message == null) {
            throw new ChildProcessException(
                    "The process " + name + " said nothing for " + patience.toSeconds() + " s" + endOfLog());
        }
        String text = message.orElseThrow(this::ended);
        if (!text.startsWith(kind + " ")) {
            throw new ChildProcessException("The process " + name + " said \"" + text + "\" instead of " + kind);
        }
        return text.substring(kind.length() + 1);
    }

    /** @throws ChildProcessException when the child is no longer alive */
    public void requireAlive() {
        if (!process.isAlive()) {
            throw ended();
        }
    }

    private ChildProcessException ended() {
        process.onExit().join();
        return new ChildProcessException(
                "The process " + name + " ended with status " + process.exitValue() + endOfLog());
    }

    /** The end of what the child has logged, as the end of a sentence. */
    public String endOfLog() {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> all = lines.toList();
            List<String> shown = all.subList(Math.max(0, all.size() - SHOWN_LINES), all.size());
            return ". Its log ends: " + String.join("\n", shown);
        } catch (IOException e) {
            return ". Its log cannot be read: " + e;
        }
    }

    /** Memory that the child holds; empty once it has ended. */
    public ProcessMemory memory() throws IOException {
        return ProcessMemory.of(process.pid());
    }

    /** Asks the child to end and waits until it has. What it tells meanwhile can still be awaited. */
    public void stop() throws IOException, InterruptedException {
        process.outputWriter().close();
        if (!process.waitFor(PATIENCE_AT_STOP.toSeconds(), TimeUnit.SECONDS)) {
            throw new ChildProcessException("The process " + name + " did not end when asked to" + endOfLog());
        }
    }

    /** Kills the child if it is still alive, and waits until it is gone. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
