package dev.tideline.classifier.metrics;

import dev.tideline.classifier.engine.BatchModel;
import dev.tideline.classifier.engine.EngineListener;
import dev.tideline.classifier.streams.RecordListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a classifier does, as meters. Those that tell versions apart are kept for the version that serves and the one
 * before it, and removed at the next swap: by then the last picture of an older version is long done.
 *
 * <p>Threading: safe from any thread, except {@link #serving}, which is for one at a time.
 */
public final class ClassifierMetrics implements EngineListener, RecordListener {
    private final MeterRegistry registry;
    private final Counter pictures;
    private final Meter.MeterProvider<Counter> deadLetters;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Timer queue;
    private final Timer decode;
    private final Timer batchWait;
    private final Counter batchFailures;
    private final Timer load;
    private final Counter swaps;
    private final Counter refusals;
    private final VersionMeters versions;
    /** 0 before the first. */
    private final AtomicInteger version = new AtomicInteger();

    /** @param modelName the model that is served */
    public ClassifierMetrics(MeterRegistry registry, String modelName) {
        this.registry = registry;
        pictures = counter(registry, MeterNames.PICTURES, "Records read from images");
        deadLetters = Counter.builder(MeterNames.DEAD_LETTERS)
                .description("Records forwarded to images-dlq")
                .withRegistry(registry);
        queue = Histograms.ofStep(MeterNames.QUEUE, "From the hand-over to the engine until decoding begins")
                .register(registry);
        decode = Histograms.ofStep(MeterNames.DECODE, "Decoding a picture").register(registry);
        batchWait = Histograms.ofStep(MeterNames.BATCH_WAIT, "From the end of decoding until the batch leaves")
                .register(registry);
        batchFailures =
                counter(registry, MeterNames.BATCH_FAILURES, "Batches that failed, so that their pictures ran alone");
        load = Timer.builder(MeterNames.MODEL_LOAD)
                .description("Loading, warming and probing a version")
                .register(registry);
        swaps = counter(registry, MeterNames.MODEL_SWAPS, "Times that a version took over from another");
        refusals = counter(registry, MeterNames.MODEL_REFUSALS, "Versions refused");
        versions = new VersionMeters(registry);
        gauge(MeterNames.IN_FLIGHT, inFlight, "Pictures inside the engine").register(registry);
        gauge(MeterNames.MODEL_VERSION, version, "The version that serves; 0 before there is one")
                .tag(MeterNames.MODEL_LABEL, modelName)
                .register(registry);
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private static Gauge.Builder<AtomicInteger> gauge(String name, AtomicInteger value, String description) {
        return Gauge.builder(name, value, AtomicInteger::get).description(description);
    }

    @Override
    public void received() {
        pictures.increment();
    }

    @Override
    public void predicted(int modelVersion, long millis) {
        VersionMeters.Meters meters = versions.of(modelVersion);
        meters.predictions().increment();
        meters.endToEnd().record(Math.max(0, millis), TimeUnit.MILLISECONDS);
    }

    @Override
    public void deadLettered(String reason) {
        deadLetters.withTag(MeterNames.REASON_LABEL, reason).increment();
    }

    @Override
    public void entered() {
        inFlight.incrementAndGet();
    }

    @Override
    public void left() {
        inFlight.decrementAndGet();
    }

    @Override
    public void decoded(BatchModel model, long queued, long took) {
        queue.record(queued, TimeUnit.NANOSECONDS);
        decode.record(took, TimeUnit.NANOSECONDS);
    }

    @Override
    public void batched(BatchModel model, long waited) {
        batchWait.record(waited, TimeUnit.NANOSECONDS);
    }

    @Override
    public void inferred(BatchModel model, int size, long took) {
        VersionMeters.Meters meters = versions.of(model.version());
        meters.inference().record(took, TimeUnit.NANOSECONDS);
        meters.batchSize().record(size);
    }

    @Override
    public void batchFailed(BatchModel model, int size) {
        batchFailures.increment();
    }

    /** A version was loaded, warmed and probed. */
    public void loaded(Duration took) {
        load.record(took);
    }

    /** A version serves from now on. */
    public void serving(int next) {
        versions.of(next);
        int before = version.getAndSet(next);
        if (before != 0) {
            swaps.increment();
        }
        versions.keepOnly(known -> known == next || known == before);
    }

    /** A version must not serve. */
    public void refused() {
        refusals.increment();
    }
}
