package dev.tideline.classifier.operations;

import dev.tideline.classifier.metrics.ClassifierMetrics;
import dev.tideline.classifier.serving.LoadedModel;
import dev.tideline.events.ModelVersion;
import dev.tideline.model.operations.Health;
import dev.tideline.model.operations.HttpSettings;
import dev.tideline.model.operations.ServiceOperations;
import dev.tideline.schemas.settings.KafkaSettings;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;

/**
 * What a classifier shows of itself: meters, health, the version that serves, and the versions that it has refused. The
 * classifier tells it what happens.
 *
 * <p>Threading: {@link #metrics}, {@link #health}, {@link #url} and {@link #streamsAre} are safe from any thread;
 * {@link #loaded}, {@link #serving} and {@link #refused} are for the thread that brings models; the others for one at a
 * time.
 */
public final class ClassifierOperations implements AutoCloseable {
    private final ServiceOperations shown;
    private final ClassifierMetrics metrics;
    private final ClassifierHealth health;
    private final ModelRoutes models;
    private final RefusalJournal refusals;
    private volatile Optional<KafkaStreamsMetrics> streamsMetrics = Optional.empty();

    /**
     * @param modelName the model that is served
     * @param applicationId by which people know the classifier
     */
    public ClassifierOperations(KafkaSettings kafka, String modelName, String applicationId, HttpSettings http) {
        shown = new ServiceOperations(http);
        metrics = new ClassifierMetrics(shown.registry(), modelName);
        health = new ClassifierHealth(modelName);
        models = new ModelRoutes(modelName, health::served);
        refusals = new RefusalJournal(kafka, applicationId);
    }

    /**
     * Starts the server, where there is to be one.
     *
     * @throws dev.tideline.model.operations.HttpException when it cannot listen there
     */
    public void start() {
        shown.start(health, models::addTo);
    }

    /** Where the server listens, without a slash at the end; empty when there is none. */
    public Optional<String> url() {
        return shown.url();
    }

    /** Hears the engine and the processors. */
    public ClassifierMetrics metrics() {
        return metrics;
    }

    public Health health() {
        return health;
    }

    /** Shows the meters of Kafka Streams and its clients too, from before its start on. */
    public void watch(KafkaStreams streams) {
        streamsMetrics = Optional.of(shown.show(new KafkaStreamsMetrics(streams)));
    }

    public void streamsAre(KafkaStreams.State state) {
        health.streamsAre(state);
    }

    /** A version was loaded, warmed and probed. */
    public void loaded(Duration took) {
        metrics.loaded(took);
    }

    /** A version serves from now on. */
    public void serving(LoadedModel model) {
        metrics.serving(model.version());
        health.serving(new ServedVersion(model.spec(), model.signature()));
    }

    /** A version must not serve; waits some seconds at most to tell of it. */
    public void refused(ModelVersion version, String reason) {
        metrics.refused();
        refusals.refused(version, reason);
    }

    /** The classifier does nothing more; it can still be asked. */
    public void stopped() {
        health.stopped();
    }

    /** Ends the server and everything else; harmless when repeated. */
    @Override
    public void close() {
        streamsMetrics.ifPresent(KafkaStreamsMetrics::close);
        shown.close();
    }
}
