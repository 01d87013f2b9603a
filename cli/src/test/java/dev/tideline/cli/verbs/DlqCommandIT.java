package dev.tideline.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideline.classifier.dlq.DeadLetterHeaders;
import dev.tideline.cli.TidelineCommand;
import dev.tideline.embedded.EmbeddedCluster;
import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.schemas.settings.Settings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DlqCommandIT {
    private static EmbeddedCluster cluster;

    @BeforeAll
    static void start(@TempDir Path data) {
        cluster = EmbeddedCluster.start(data);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    /** What a run of the command came to. */
    private record Run(int exitCode, String out) {}

    private static Run run(String... arguments) {
        StringWriter out = new StringWriter();
        int exitCode = TidelineCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(new StringWriter()))
                .execute(Stream.concat(
                                Stream.of(arguments),
                                Stream.of(
                                        "--bootstrap-server",
                                        cluster.bootstrapServers(),
                                        "--registry-url",
                                        cluster.registryUrl()))
                        .toArray(String[]::new));
        return new Run(exitCode, out.toString());
    }

    private static void writeDeadLetter(String key, String reason) {
        KafkaSettings kafka = KafkaSettings.from(Settings.of(Map.of(
                "kafka.bootstrap.servers", cluster.bootstrapServers(), "schema.registry.url", cluster.registryUrl())));
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(kafka.producer("test"), new StringSerializer(), new StringSerializer())) {
            ProducerRecord<String, String> letter =
                    new ProducerRecord<>(kafka.topics().imagesDlq().name(), key, "value");
            DeadLetterHeaders.put(letter.headers(), DeadLetterHeaders.TOPIC, "images");
            DeadLetterHeaders.put(letter.headers(), DeadLetterHeaders.REASON, reason);
            DeadLetterHeaders.put(letter.headers(), DeadLetterHeaders.MESSAGE, "broken\33[2J");
            producer.send(letter);
        }
    }

    @Test
    void deadLettersAreListedAndSentBackOnce() throws Exception {
        assertThat(run("dlq", "list")).isEqualTo(new Run(0, "No picture has failed: the topic images-dlq is empty.\n"));
        writeDeadLetter("one", "corrupt");
        writeDeadLetter("two", "too_large");

        Run list = run("dlq", "list");
        assertThat(list.exitCode()).isZero();
        assertThat(list.out()).contains("one", "corrupt", "broken?[2J").doesNotContain("\33");
        assertThat(run("dlq", "redrive", "--dry-run").out())
                .contains("2 dead letters (corrupt 1, too_large 1) would be");
        assertThat(run("dlq", "redrive", "--reason", "corrupt"))
                .isEqualTo(new Run(
                        0,
                        "1 dead letter (corrupt 1) sent back to images\n"
                                + "1 dead letter (too_large 1) of other reasons passed over\n"));
        JsonNode redriven =
                new ObjectMapper().readTree(run("dlq", "redrive", "--json").out());
        assertThat(redriven.at("/sent/too_large").asInt()).isEqualTo(1);
        assertThat(redriven.at("/sent").size()).isEqualTo(1);
        JsonNode letters =
                new ObjectMapper().readTree(run("dlq", "list", "--json").out());
        assertThat(letters).hasSize(2).allMatch(letter -> letter.get("redriven").asBoolean());
        assertThat(letters.findValuesAsText("image_id")).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void aShadowMustBeAVersionThatExistsAndNoneIsNoError() {
        assertThat(run("models", "shadow", "3").exitCode()).isEqualTo(1);
        assertThat(run("models", "shadow", "--off")).isEqualTo(new Run(0, "default has no shadow\n"));
    }
}
