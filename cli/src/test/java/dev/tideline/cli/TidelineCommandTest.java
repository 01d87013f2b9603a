package dev.tideline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TidelineCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void everyVerbExplainsItselfWithAnExample() {
        for (CommandLine verb : TidelineCommand.commandLine().getSubcommands().values()) {
            assertThat(verb.getUsageMessage())
                    .as(verb.getCommandName())
                    .contains("Example")
                    .contains("tideline " + verb.getCommandName());
            assertThat(run(verb.getCommandName(), "--help")).isZero();
        }
    }

    @Test
    void theHelpNamesTheExitCodes() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("0 ok, 1 failed, 2 wrong usage").contains("quickstart");
    }

    @Test
    void noVerbIsWrongUsage() {
        assertThat(run()).isEqualTo(2);
    }

    @Test
    void anUnknownVerbIsWrongUsageAndTheNearestIsNamed() {
        assertThat(run("quikstart")).isEqualTo(2);
        assertThat(err.toString())
                .contains("quikstart")
                .contains("Did you mean")
                .contains("--help");
    }

    @Test
    void modelsWithoutAVerbIsWrongUsage() {
        assertThat(run("models")).isEqualTo(2);
        assertThat(err.toString()).contains("promote").contains("pin").contains("delete");
    }

    @Test
    void aShadowIsEitherAVersionOrNone() {
        assertThat(run("models", "shadow")).isEqualTo(2);
        assertThat(err.toString()).contains("V").contains("--off");
        assertThat(run("models", "shadow", "3", "--off")).isEqualTo(2);
        assertThat(err.toString()).contains("mutually exclusive");
    }

    @Test
    void dlqWithoutAVerbOrWithNothingToListIsWrongUsage() {
        assertThat(run("dlq")).isEqualTo(2);
        assertThat(err.toString()).contains("redrive");
        assertThat(run("dlq", "list", "--limit", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--limit").contains("1 or more");
    }

    @Test
    void aMissingSettingsFileIsWrongUsage() {
        assertThat(run("models", "list", "--config", "no-such.properties")).isEqualTo(2);
        assertThat(err.toString()).contains("no-such.properties").contains("--config");
    }

    @Test
    void aWrongSettingIsNamedWithItsRemedy() {
        assertThat(run("classifier", "-D", "classifier.threads=many")).isEqualTo(2);
        assertThat(err.toString())
                .contains("classifier.threads")
                .contains("many")
                .contains("whole number");
    }

    @Test
    void aWrongPortIsNamedWithItsRemedy() {
        assertThat(run("classifier", "-D", "classifier.http.port=70000")).isEqualTo(2);
        assertThat(err.toString()).contains("classifier.http.port").contains("65535");
    }

    @Test
    void aModelFolderWithoutAModelFailsWithOneClearLine(@TempDir Path folder) {
        assertThat(run("predict", "--model", folder.toString(), "x.jpg")).isEqualTo(1);
        assertThat(err.toString())
                .contains(folder.toString())
                .contains("--labels")
                .doesNotContain("Exception");
    }

    @Test
    void quickstartSaysThatAFlatFolderNeedsLabels(@TempDir Path folder) throws Exception {
        Files.write(folder.resolve("a.jpg"), new byte[] {1});

        assertThat(run("quickstart", "--images", folder.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("have no labels").contains("cats/ and dogs/");
    }

    @Test
    void quickstartNeedsACarelessWaveThatIsWorthARun() {
        assertThat(run("quickstart", "--mislabel", "19")).isEqualTo(2);
        assertThat(err.toString()).contains("--mislabel is 19, but must be 20 or more");
    }

    private int run(String... arguments) {
        return TidelineCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(List.of(arguments).toArray(String[]::new));
    }
}
