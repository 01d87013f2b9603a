package dev.tideline.schemas.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Java programs on a disk that is full once one of their files reaches a size. To fill a real disk takes one of its own,
 * and to mount that takes rights that not every CI and no laptop's user has. A limit on the size of files takes none, and
 * the write that breaks it fails as on a full disk, but for the reason: "File too large", not "No space left on device".
 */
public final class FullDisk {
    private FullDisk() {}

    /**
     * What a program said on its screen.
     *
     * @param screen standard output and error in the order in which they came
     */
    public record Outcome(int exitCode, String screen) {}

    /**
     * Runs a program in a JVM of its own, with this one's class path, to its end.
     *
     * @param kilobytes the most that a file may hold; some shells count halves of that
     * @param environment beside this process's own
     * @param java what follows the class path on Java's command line: options, the main class, its arguments
     */
    public static Outcome run(int kilobytes, Map<String, String> environment, List<String> java)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "bash",
                "-c",
                "ulimit -f \"$0\" && exec \"$@\"",
                Integer.toString(kilobytes),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(java);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            String screen = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), screen);
        } finally {
            process.destroyForcibly();
        }
    }
}
