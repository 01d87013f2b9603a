package dev.tideline.benchmarks.contestant;

import dev.tideline.benchmarks.data.DataOptions;
import dev.tideline.benchmarks.data.Pictures;
import dev.tideline.benchmarks.process.Workplace;
import dev.tideline.benchmarks.stream.Broker;
import dev.tideline.benchmarks.stream.Lane;
import dev.tideline.model.bundle.ModelBundle;
import java.io.IOException;
import java.util.Map;

/**
 * What all contestants of a benchmark share: a broker on this machine in a process of its own, a model and pictures.
 * Closing ends every process that was started in it.
 */
public record Arena(Workplace workplace, Broker broker, ModelBundle model, Pictures pictures) implements AutoCloseable {
    /** @param most pictures that are needed at most; where there are fewer they come again */
    public static Arena open(DataOptions data, int most) throws IOException, InterruptedException {
        Pictures pictures = data.pictures(most);
        Workplace workplace = Workplace.open();
        try {
            ModelBundle model = data.model(workplace);
            return new Arena(workplace, Broker.start(workplace), model, pictures);
        } catch (IOException | InterruptedException | RuntimeException e) {
            workplace.close();
            throw e;
        }
    }

    /**
     * Topics for one run of one contestant, with the model published on them.
     *
     * @param name of its own
     * @param settings of our classifier beside those of the topics
     */
    public Run newRun(String name, int partitions, Map<String, String> settings) throws IOException {
        Lane lane = Lane.open(broker, name, partitions, settings);
        lane.publish(model);
        return new Run(this, name, lane);
    }

    @Override
    public void close() {
        workplace.close();
    }
}
