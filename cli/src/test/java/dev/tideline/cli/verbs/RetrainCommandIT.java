package dev.tideline.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.cli.TidelineCommand;
import dev.tideline.embedded.EmbeddedCluster;
import dev.tideline.events.TrainingAction;
import dev.tideline.events.TrainingRequest;
import dev.tideline.schemas.serde.AvroDeserializer;
import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.schemas.settings.Settings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrainCommandIT {
    @Test
    void aRunAndItsEndAreAskedForByModelAndRun(@TempDir Path data) {
        try (EmbeddedCluster cluster = EmbeddedCluster.start(data)) {
            assertThat(run(cluster, "retrain", "--model", "pets", "--reason", "the new camera is up"))
                    .isEqualTo("A run of model pets is asked for\n");
            assertThat(run(cluster, "retrain", "--model", "pets", "--cancel"))
                    .isEqualTo("The end of the run in progress of model pets is asked for\n");
            assertThat(run(cluster, "retrain", "--cancel", "run 1", "--json"))
                    .isEqualTo("{\"name\":\"default\",\"action\":\"cancel\",\"run_id\":\"run 1\"}\n");

            List<TrainingRequest> requests = requests(cluster, 3);
            assertThat(requests).extracting(TrainingRequest::getModelName).containsExactly("pets", "pets", "default");
            assertThat(requests)
                    .extracting(TrainingRequest::getAction)
                    .containsExactly(TrainingAction.TRAIN, TrainingAction.CANCEL, TrainingAction.CANCEL);
            assertThat(requests).extracting(TrainingRequest::getReason).containsExactly("the new camera is up", "", "");
            assertThat(requests).extracting(TrainingRequest::getRunId).containsExactly("", "", "run 1");
            assertThat(requests)
                    .extracting(TrainingRequest::getRequestedBy)
                    .containsOnly(System.getProperty("user.name"));
        }
    }

    private static String run(EmbeddedCluster cluster, String... arguments) {
        StringWriter out = new StringWriter();
        int exitCode = TidelineCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .execute(Stream.concat(
                                Stream.of(arguments),
                                Stream.of(
                                        "--bootstrap-server",
                                        cluster.bootstrapServers(),
                                        "--registry-url",
                                        cluster.registryUrl()))
                        .toArray(String[]::new));
        assertThat(exitCode).isZero();
        return out.toString();
    }

    private static List<TrainingRequest> requests(EmbeddedCluster cluster, int count) {
        KafkaSettings kafka = KafkaSettings.from(Settings.of(Map.of(
                "kafka.bootstrap.servers", cluster.bootstrapServers(), "schema.registry.url", cluster.registryUrl())));
        AvroDeserializer<TrainingRequest> deserializer = new AvroDeserializer<>(TrainingRequest.class);
        deserializer.configure(kafka.serdes(), false);
        List<TrainingRequest> requests = new ArrayList<>();
        try (KafkaConsumer<String, TrainingRequest> consumer =
                new KafkaConsumer<>(kafka.consumer("test"), new StringDeserializer(), deserializer)) {
            consumer.assign(
                    List.of(new TopicPartition(kafka.topics().trainingRequests().name(), 0)));
            await().until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> requests.add(record.value()));
                return requests.size() >= count;
            });
        }
        return requests;
    }
}
