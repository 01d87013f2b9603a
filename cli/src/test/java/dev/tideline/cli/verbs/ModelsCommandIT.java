package dev.tideline.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideline.cli.TidelineCommand;
import dev.tideline.embedded.EmbeddedCluster;
import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.bundle.ModelSpec;
import dev.tideline.model.store.ModelCatalog;
import dev.tideline.model.store.ModelPublisher;
import dev.tideline.model.store.Publication;
import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.schemas.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsCommandIT {
    private static EmbeddedCluster cluster;
    private static KafkaSettings kafka;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start(@TempDir Path data) {
        cluster = EmbeddedCluster.start(data);
        kafka = KafkaSettings.from(Settings.of(Map.of(
                "kafka.bootstrap.servers", cluster.bootstrapServers(), "schema.registry.url", cluster.registryUrl())));
        try (Admin admin = kafka.newAdmin()) {
            kafka.topics().create(admin);
        }
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    /** What a run of the command came to. */
    private record Run(int exitCode, String out, String err) {}

    @Test
    void aPinHoldsUntilItIsTakenAwayAndPeopleMoveItWithProduction() throws Exception {
        publish("pets", 2);

        assertThat(run("pets", "pin").err()).contains("no production that could be pinned");
        assertThat(run("pets", "pin", "1").out()).isEqualTo("pets pinned is version 1\n");
        assertThat(run("pets", "promote", "2").out()).isEqualTo("pets production is version 2, before: version 1\n");
        JsonNode versions = json(run("pets", "list", "--json"));
        assertThat(versions.at("/0/aliases")).isEmpty();
        assertThat(versions.at("/1/aliases")).extracting(JsonNode::asText).containsExactly("pinned", "production");
        assertThat(run("pets", "list").out()).contains("2        pinned,production import");
        assertThat(run("pets", "unpin").out()).isEqualTo("pets has no pinned any more, before: version 2\n");
        assertThat(json(run("pets", "unpin", "--json")).get("version").isNull()).isTrue();
    }

    @Test
    void aVersionIsDeletedUnlessAnAliasNamesItOrItIsTheNewest() throws Exception {
        publish("birds", 3);
        run("birds", "promote", "1");

        Run named = run("birds", "delete", "1");
        assertThat(named.exitCode()).isEqualTo(1);
        assertThat(named.err()).contains("Version 1 of model birds is production; set that alias to another version");
        assertThat(run("birds", "delete", "3").err()).contains("its newest");
        assertThat(run("birds", "delete", "2").out()).isEqualTo("birds version 2 is deleted\n");
        assertThat(run("birds", "delete", "2").err()).contains("no version 2. It has [1, 3]");
        publish("birds", 1);
        assertThat(json(run("birds", "delete", "3", "--json"))
                        .get("deleted_version")
                        .asInt())
                .isEqualTo(3);
        assertThat(ModelCatalog.read(kafka).versions("birds")).hasSize(2);
    }

    private void publish(String model, int versions) throws IOException {
        Files.write(folder.resolve("saved_model.pb"), new byte[] {1, 2, 3});
        ModelBundle bundle = ModelBundle.write(
                folder,
                new ModelSpec(
                        model,
                        0,
                        List.of("cats", "dogs"),
                        ModelSpec.Input.uint8(160, 160),
                        ModelSpec.Output.SOFTMAX,
                        ModelSpec.DEFAULT_SIGNATURE,
                        Map.of(),
                        Map.of()));
        try (ModelPublisher publisher = ModelPublisher.open(kafka, model)) {
            for (int i = 0; i < versions; i++) {
                publisher.publish(bundle, Publication.of("import", "a test"));
            }
        }
    }

    private static Run run(String model, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = TidelineCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.of(
                                Stream.of("models"),
                                Stream.of(arguments),
                                Stream.of(
                                        "--model",
                                        model,
                                        "--bootstrap-server",
                                        cluster.bootstrapServers(),
                                        "--registry-url",
                                        cluster.registryUrl()))
                        .flatMap(part -> part)
                        .toArray(String[]::new));
        return new Run(exitCode, out.toString(), err.toString());
    }

    private static JsonNode json(Run run) throws IOException {
        return new ObjectMapper().readTree(run.out());
    }
}
