package dev.tideline.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideline.schemas.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** The command's own {@code logback.xml}, with the choice that the environment makes. */
class LogFormatTest {
    private static final Set<String> PROPERTIES = Set.of("tideline.log.file", "tideline.log.format");

    @TempDir
    Path folder;

    private final Map<String, String> before = new HashMap<>();

    @BeforeEach
    void remember() {
        PROPERTIES.forEach(property -> before.put(property, System.getProperty(property)));
    }

    @AfterEach
    void restore() {
        before.forEach((property, value) -> {
            if (value == null) {
                System.clearProperty(property);
            } else {
                System.setProperty(property, value);
            }
        });
    }

    @Test
    void linesAreTextAndEndWithTheirKeyValues() throws Exception {
        assertThat(logged(Map.of()))
                .satisfiesExactly(
                        line -> assertThat(line).endsWith("a.test - A picture is bad image_id=\"cat-7\" offset=\"42\""),
                        line -> assertThat(line).endsWith("a.test - Nothing to add"));
    }

    @Test
    void linesAreJsonObjectsWhenTheEnvironmentAsksForThem() throws Exception {
        List<String> lines = logged(Map.of("TIDELINE_LOG_FORMAT", "json"));

        assertThat(lines).hasSize(2);
        JsonNode line = new ObjectMapper().readTree(lines.get(0));
        assertThat(line.get("level").textValue()).isEqualTo("WARN");
        assertThat(line.get("loggerName").textValue()).isEqualTo("a.test");
        assertThat(line.get("formattedMessage").textValue()).isEqualTo("A picture is bad");
        assertThat(line.get("timestamp").isNumber()).isTrue();
        assertThat(line.get("kvpList")).hasToString("[{\"image_id\":\"cat-7\"},{\"offset\":\"42\"}]");
    }

    @Test
    void anUnknownFormatIsNamedWithThoseThatThereAre() {
        assertThatThrownBy(() -> choose(Map.of("TIDELINE_LOG_FORMAT", "xml")))
                .isInstanceOf(SettingsException.class)
                .hasMessage("TIDELINE_LOG_FORMAT is \"xml\", but must be one of text, json.");
    }

    private void choose(Map<String, String> environment) {
        Map<String, String> whole = new HashMap<>(environment);
        whole.put("TIDELINE_LOG", folder.resolve("log").toString());
        LogFile.choose("classifier", whole);
    }

    private List<String> logged(Map<String, String> environment) throws Exception {
        choose(environment);
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(LogFile.class.getResource("/logback.xml"));
        Logger logger = context.getLogger("a.test");
        logger.atWarn()
                .addKeyValue("image_id", "cat-7")
                .addKeyValue("offset", 42L)
                .log("A picture is {}", "bad");
        logger.warn("Nothing to add");
        context.stop();
        return Files.readAllLines(folder.resolve("log"));
    }
}
