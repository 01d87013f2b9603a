package dev.tideline.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideline.cli.TidelineCommand;
import dev.tideline.embedded.EmbeddedCluster;
import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.bundle.ModelSpec;
import dev.tideline.model.store.Assessment;
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
import java.util.HashMap;
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

    @Test
    void peopleSeeOfEachVersionTheReasonTheFiguresAndTheVerdict() throws Exception {
        publish("fish", 1);
        Assessment.Verdict verdict = new Assessment.Verdict(
                false, List.of("labels_disagree"), "The candidate is kept back: the labels disagree");
        Map<String, String> lineage = new HashMap<>(verdict.lineage());
        lineage.put("reason_message", "200 labels are new or changed since the last run");
        lineage.put("weights", "imagenet");
        publish(
                "fish",
                Map.of(
                        "holdout_accuracy", 0.75,
                        "holdout_pictures", 80.0,
                        "holdout_difference", -0.025,
                        "holdout_difference_low", -0.081,
                        "holdout_difference_high", 0.029,
                        "train_pictures", 450.0),
                lineage,
                Publication.of("labels", "trainer").withAlias(ModelCatalog.CANDIDATE, "kept back"));

        assertThat(run("fish", "list").out().lines())
                .anyMatch(line -> line.matches("1 +import +\\S+"))
                .anyMatch(line ->
                        line.matches("2 +candidate +labels +\\S+ +75\\.0 % of 80 +-2\\.5 \\(-8\\.1 to \\+2\\.9\\)"
                                + " +kept back: labels_disagree"));
        assertThat(run("fish", "show", "2").out().lines())
                .startsWith("fish version 2 (candidate)")
                .contains(
                        "  reason      labels: 200 labels are new or changed since the last run",
                        "  held out    75.0 % of 80 pictures are right",
                        "  difference  -2.5 (-8.1 to +2.9) points from production of that time, with the 95 % interval",
                        "  verdict     kept back: labels_disagree",
                        "              The candidate is kept back: the labels disagree",
                        "    train_pictures = 450.0",
                        "    weights = imagenet")
                .noneMatch(line -> line.contains("holdout_") || line.contains("verdict_message"));
        assertThat(run("fish", "show", "1").out())
                .contains("reason      import\n")
                .doesNotContain("verdict");
        assertThat(json(run("fish", "show", "2", "--json"))
                        .at("/lineage/objections")
                        .asText())
                .isEqualTo("labels_disagree");
    }

    private void publish(String model, int versions) throws IOException {
        for (int i = 0; i < versions; i++) {
            publish(model, Map.of(), Map.of(), Publication.of("import", "a test"));
        }
    }

    private void publish(
            String model, Map<String, Double> metrics, Map<String, String> lineage, Publication publication)
            throws IOException {
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
                        lineage,
                        metrics));
        try (ModelPublisher publisher = ModelPublisher.open(kafka, model)) {
            publisher.publish(bundle, publication);
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
