package dev.tideline.schemas.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of the tests in a JVM of its own, so that it can be killed. Closing kills it. */
public final class ChildJvm implements AutoCloseable {
    private final Process process;

    private ChildJvm(Process process) {
        this.process = process;
    }

    /**
     * Starts a program with this JVM's class path.
     *
     * @param javaOptions its heap and the like
     * @param log where its output goes, after what is there
     */
    public static ChildJvm start(Class<?> program, List<String> javaOptions, List<String> arguments, Path log)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(javaOptions);
        command.addAll(List.of(
                "-Djava.net.preferIPv4Stack=true", "-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(arguments);
        return new ChildJvm(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
    }

    /** kill -9, and waits until it is gone. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Asks it to end, as a supervisor would, and waits until it has. */
    public void stop() {
        process.destroy();
        process.onExit().join();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end, but no longer than this; says whether it has ended. */
    public boolean endsWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits for its end and gives its exit status. */
    public int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() {
        kill();
    }
}
