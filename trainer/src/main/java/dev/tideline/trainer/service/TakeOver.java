package dev.tideline.trainer.service;

import dev.tideline.model.store.ModelCatalog;
import dev.tideline.model.store.ModelPublisher;
import dev.tideline.schemas.settings.KafkaSettings;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * Makes this trainer the one that publishes. It shuts out the publisher before it, whose open transaction is discarded,
 * and looks at what was published only after that: nothing can be added that it does not see.
 *
 * <p>Threading: for the thread that makes runs, between two runs. Closed when that thread has ended.
 */
final class TakeOver implements Callable<Term>, AutoCloseable {
    private final KafkaSettings kafka;
    private final String modelName;
    private final Function<ModelPublisher, Runner> runners;
    private final IntConsumer newestVersion;
    private Optional<ModelPublisher> publisher = Optional.empty();

    /** @param newestVersion told which version is the newest, 0 for none */
    TakeOver(
            KafkaSettings kafka,
            String modelName,
            Function<ModelPublisher, Runner> runners,
            IntConsumer newestVersion) {
        this.kafka = kafka;
        this.modelName = modelName;
        this.runners = runners;
        this.newestVersion = newestVersion;
    }

    /** @throws org.apache.kafka.common.KafkaException when Kafka or the schema registry cannot be reached */
    @Override
    public Term call() {
        close();
        ModelPublisher opened = ModelPublisher.open(kafka, modelName);
        publisher = Optional.of(opened);
        ModelCatalog catalog = ModelCatalog.read(kafka);
        newestVersion.accept(catalog.newestVersion(modelName));
        return new Term(
                runners.apply(opened), LastRun.of(catalog, modelName), RequestInbox.answered(catalog, modelName));
    }

    @Override
    public void close() {
        publisher.ifPresent(ModelPublisher::close);
        publisher = Optional.empty();
    }
}
