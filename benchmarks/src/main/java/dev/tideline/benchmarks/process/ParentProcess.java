package dev.tideline.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The benchmark as one of its {@link ChildProcess}es sees it: the other end of standard input and output. */
public final class ParentProcess {
    /** Begins every line that is for the parent: libraries print to standard output too. */
    static final String MARK = "@tideline-benchmark ";

    private ParentProcess() {}

    /** The arguments of a child's main method: key=value. */
    public static Map<String, String> arguments(String[] arguments) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            values.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        return values;
    }

    /** @param text one line */
    public static synchronized void tell(String kind, String text) {
        System.out.println(MARK + kind + " " + text);
        System.out.flush();
    }

    /** Takes what the parent asks, line by line, until it wants this process to end, or has died. */
    public static void serve(Consumer<String> answer) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answer.accept(line);
            }
        } catch (IOException e) {
            // A broken pipe is an end too.
        }
    }

    /** Waits until the parent wants this process to end, or has died. For a process that is asked nothing. */
    public static void awaitEnd() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is asked: the end of the stream is the only message.
            }
        } catch (IOException e) {
            // A broken pipe is an end too.
        }
    }

    /** Runs an action on a thread of its own when {@link #awaitEnd} is over. */
    public static void onEnd(Runnable action) {
        Thread watcher = new Thread(
                () -> {
                    awaitEnd();
                    action.run();
                },
                "parent-watcher");
        watcher.setDaemon(true);
        watcher.start();
    }
}
