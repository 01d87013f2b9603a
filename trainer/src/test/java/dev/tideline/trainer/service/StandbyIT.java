package dev.tideline.trainer.service;

import static dev.tideline.events.TrainingEventType.DONE;
import static dev.tideline.events.TrainingEventType.EPOCH;
import static dev.tideline.trainer.service.TrainerService.State.RUNNING;
import static dev.tideline.trainer.service.TrainerService.State.STANDING_BY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.events.ModelVersion;
import dev.tideline.events.TrainingEvent;
import dev.tideline.model.store.ModelCatalog;
import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.schemas.settings.Settings;
import dev.tideline.schemas.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandbyIT {
    /** The shortest that the broker allows. */
    private static final Map<String, String> SHORT_SESSION = Map.of("trainer.session.timeout", "6s");

    private static final Map<String, String> ENDLESS =
            Map.of("trainer.session.timeout", "6s", "trainer.fine.tuning.epochs", "10000");

    @TempDir
    private Path folder;

    private TrainerTopics topics;

    @BeforeEach
    void start() {
        topics = new TrainerTopics(folder.resolve("cluster"));
        topics.label("disc", 40);
        topics.label("cross", 40);
    }

    @AfterEach
    void stop() {
        topics.close();
    }

    @Test
    void trainersThatStartTogetherPublishOneSequenceAndOneGoesOnWhenTheOtherCloses() {
        try (TrainerService first = service("first");
                TrainerService second = service("second")) {
            first.start();
            second.start();
            List<TrainingEvent> firstRun = topics.nextRun();
            TrainerService atWork = first.state() == RUNNING ? first : second;
            TrainerService standby = atWork == first ? second : first;
            awaitMembers(2);
            List<TrainingEvent> secondRun = topics.nextRun();
            assertThat(atWork.state()).isEqualTo(RUNNING);
            assertThat(standby.state()).isEqualTo(STANDING_BY);
            assertThat(standby.waitingFor()).contains("stands by");

            atWork.close();
            List<TrainingEvent> thirdRun = topics.nextRun();
            assertThat(standby.state()).isEqualTo(RUNNING);
            assertThat(versions()).extracting(ModelVersion::getVersion).containsExactly(1, 2, 3);
            assertThat(versions())
                    .extracting(ModelVersion::getRunId)
                    .containsExactly(only(firstRun), only(secondRun), only(thirdRun))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void theRunInWhichATrainerIsKilledIsRepeatedOnceByTheOneThatStandsBy() throws Exception {
        try (ChildJvm killed = process(ENDLESS);
                TrainerService standby = service("standby")) {
            topics.ask();
            String unfinished = only(topics.awaitEvent(EPOCH));
            standby.start();
            awaitMembers(2);
            assertThat(standby.state()).isEqualTo(STANDING_BY);
            killed.kill();

            TrainingEvent done = TrainerTopics.event(DONE, topics.awaitEvent(DONE));
            assertThat(done.getRunId()).isNotEqualTo(unfinished);
            assertThat(standby.state()).isEqualTo(RUNNING);
            // The request is served: nothing starts another run.
            await().atMost(TrainerTopics.PATIENCE)
                    .until(() -> standby.waitingFor().contains("new labels that start a run"));
            assertThat(versions()).singleElement().satisfies(version -> {
                assertThat(version.getVersion()).isEqualTo(1);
                assertThat(version.getRunId()).isEqualTo(done.getRunId());
            });
        }
    }

    private TrainerService service(String name) {
        return topics.service(folder.resolve(name), SHORT_SESSION);
    }

    private ChildJvm process(Map<String, String> changes) throws IOException {
        List<String> arguments = topics.settings(folder.resolve("killed"), changes).entrySet().stream()
                .flatMap(setting -> Stream.of(setting.getKey(), setting.getValue()))
                .toList();
        return ChildJvm.start(StandbyIT.class, List.of("-Xmx512m"), arguments, folder.resolve("log"));
    }

    /** What is killed. Arguments: its settings, a key and a value each. */
    public static void main(String[] arguments) throws InterruptedException {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            values.put(arguments[i], arguments[i + 1]);
        }
        Settings settings = Settings.of(values);
        try (TrainerService service =
                new TrainerService(KafkaSettings.from(settings), TrainerSettings.from(settings))) {
            service.start();
            service.awaitTermination();
        }
    }

    /** Waits until so many trainers stand in for each other. */
    private void awaitMembers(int count) {
        String group = TrainerSettings.from(Settings.of(topics.settings(folder, SHORT_SESSION)))
                .group();
        try (Admin admin = topics.kafka().newAdmin()) {
            await().atMost(TrainerTopics.PATIENCE)
                    .until(() -> admin.describeConsumerGroups(List.of(group))
                                    .describedGroups()
                                    .get(group)
                                    .get()
                                    .members()
                                    .size()
                            == count);
        }
    }

    /** The one run that is told of. */
    private static String only(List<TrainingEvent> events) {
        assertThat(events)
                .extracting(TrainingEvent::getRunId)
                .containsOnly(events.get(0).getRunId());
        return events.get(0).getRunId();
    }

    private List<ModelVersion> versions() {
        return ModelCatalog.read(topics.kafka()).versions("default");
    }
}
