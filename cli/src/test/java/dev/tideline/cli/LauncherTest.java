package dev.tideline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs the launcher over a project that is built already, and whose Java only says which niceness it was given. */
@EnabledOnOs(OS.LINUX)
class LauncherTest {
    private static final int STEP = 10;
    private static final int LARGEST = 19;
    /** Where a process's niceness stands in its stat file. */
    private static final int NICENESS = 19;

    @TempDir
    private Path folder;

    private Path root;
    private Path java;

    private record Ended(int exitCode, String output) {}

    @BeforeEach
    void layOut() throws IOException {
        root = Files.createDirectory(folder.resolve("project"));
        Path target = Files.createDirectories(root.resolve("cli/target"));
        Files.createDirectories(root.resolve("cli/src/main"));
        Files.createFile(root.resolve("pom.xml"));
        Files.createFile(root.resolve("cli/pom.xml"));
        Files.createFile(target.resolve("tideline-cli.jar"));
        Files.copy(Path.of(System.getProperty("tideline.root", "."), "tideline"), root.resolve("tideline"));
        java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nexec cut -d ' ' -f " + NICENESS + " /proc/self/stat\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(target.resolve("tideline.stamp"), java + "||\n");
    }

    @Test
    void theTrainerStepsBackBehindOtherPrograms() throws Exception {
        assertThat(run(Map.of(), "trainer")).isEqualTo(new Ended(0, atLeast(own() + STEP)));
    }

    @Test
    void everyOtherVerbRunsAsItIsStarted() throws Exception {
        for (String verb : List.of("classifier", "train", "quickstart")) {
            assertThat(run(Map.of(), verb)).as(verb).isEqualTo(new Ended(0, atLeast(own())));
        }
    }

    @Test
    void howFarTheTrainerStepsBackCanBeSet() throws Exception {
        assertThat(run(Map.of("TIDELINE_TRAINER_NICE", "3"), "trainer")).isEqualTo(new Ended(0, atLeast(own() + 3)));
        assertThat(run(Map.of("TIDELINE_TRAINER_NICE", "0"), "trainer")).isEqualTo(new Ended(0, atLeast(own())));
    }

    @Test
    void aWrongNicenessIsNamedWithItsRemedy() throws Exception {
        for (String wrong : List.of("low", "-5", "20")) {
            Ended ended = run(Map.of("TIDELINE_TRAINER_NICE", wrong), "trainer");
            assertThat(ended.exitCode()).isEqualTo(1);
            assertThat(ended.output()).contains("TIDELINE_TRAINER_NICE", wrong, "0 to 19");
        }
    }

    @Test
    void theTrainerRunsWhereThereIsNoNice() throws Exception {
        Path programs = Files.createDirectory(folder.resolve("programs"));
        for (String program : List.of("bash", "dirname", "find", "cut")) {
            Files.createSymbolicLink(programs.resolve(program), found(program));
        }
        assertThat(run(Map.of("PATH", programs.toString()), "trainer")).isEqualTo(new Ended(0, atLeast(own())));
    }

    private static Path found(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(place -> Path.of(place, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private Ended run(Map<String, String> environment, String verb) throws Exception {
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(
                        found("bash").toString(), root.resolve("tideline").toString(), verb)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("TIDELINE_"));
        builder.environment().remove("JAVA_OPTS");
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().putAll(environment);
        Process launcher = builder.start();
        if (!launcher.waitFor(1, TimeUnit.MINUTES)) {
            launcher.destroyForcibly();
            throw new AssertionError("The launcher did not end: " + Files.readString(output));
        }
        return new Ended(launcher.exitValue(), Files.readString(output).strip());
    }

    private static int own() throws IOException {
        return Integer.parseInt(Files.readString(Path.of("/proc/self/stat")).split(" ")[NICENESS - 1]);
    }

    /** As text; no process is nicer than the nicest. */
    private static String atLeast(int niceness) {
        return Integer.toString(Math.min(niceness, LARGEST));
    }
}
