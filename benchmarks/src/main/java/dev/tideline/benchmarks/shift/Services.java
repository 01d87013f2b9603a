package dev.tideline.benchmarks.shift;

import dev.tideline.benchmarks.contestant.ClassifierMain;
import dev.tideline.benchmarks.process.ChildProcess;
import dev.tideline.benchmarks.process.Workplace;
import dev.tideline.benchmarks.stream.Broker;
import dev.tideline.benchmarks.stream.Lane;
import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.trainer.service.RunRequests;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A broker with its registry, a classifier and a trainer, each a process of its own. They end with the workplace.
 *
 * @param settings of classifier and trainer that are not defaults, but for addresses and folders
 */
public record Services(Lane lane, List<ChildProcess> processes, Map<String, String> settings) {
    private static final int PARTITIONS = 4;

    public static Services start(Workplace workplace, Map<String, String> settings)
            throws IOException, InterruptedException {
        Map<String, String> further = new HashMap<>(settings);
        further.put("trainer.data.dir", workplace.resolve("trainer-data").toString());
        Lane lane = Lane.open(Broker.start(workplace), "shift", PARTITIONS, further);
        return new Services(
                lane,
                List.of(
                        workplace.start("classifier", ClassifierMain.class, lane.settings()),
                        workplace.start("trainer", TrainerMain.class, lane.settings())),
                settings);
    }

    String modelName() {
        return lane.settings().get("model.name");
    }

    KafkaSettings kafka() {
        return lane.kafka();
    }

    /** Asks the trainer for a run now. */
    void requestRun(String by, String reason) {
        try (RunRequests requests = new RunRequests(kafka(), modelName(), by)) {
            requests.train(reason);
        }
    }

    /** @throws dev.tideline.benchmarks.process.ChildProcessException when one has ended */
    void requireAlive() {
        processes.forEach(ChildProcess::requireAlive);
    }

    /** For an error that must say what they did. */
    String endOfLogs() {
        return processes.stream().map(ChildProcess::endOfLog).collect(Collectors.joining());
    }
}
