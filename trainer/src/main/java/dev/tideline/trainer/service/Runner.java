package dev.tideline.trainer.service;

import dev.tideline.events.ModelVersion;
import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.bundle.ModelSpec;
import dev.tideline.model.store.Assessment;
import dev.tideline.model.store.FencedPublisherException;
import dev.tideline.model.store.ModelCatalog;
import dev.tideline.model.store.ModelPublisher;
import dev.tideline.model.store.Publication;
import dev.tideline.trainer.export.ModelExport;
import dev.tideline.trainer.gate.Gate;
import dev.tideline.trainer.gate.Verdict;
import dev.tideline.trainer.network.PretrainedWeights;
import dev.tideline.trainer.operations.RunListener;
import dev.tideline.trainer.operations.RunPhase;
import dev.tideline.trainer.training.TrainedModel;
import dev.tideline.trainer.training.TransferLearning;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes runs: trains, lets the gate judge, publishes, and tells of each step. A version that the gate keeps back is
 * published as candidate.
 *
 * <p>Threading: for one thread, as it is the model's publisher.
 */
final class Runner {
    /** Lineage key of the position of labeled-images that a version has learned from. */
    static final String LABELS_POSITION = "labels_position";

    /** Lineage key of the position of training-requests up to which requests were served by a version, or before it. */
    static final String REQUESTS_POSITION = "requests_position";

    /** Lineage key of the reason for the run that made a version, for programs. */
    static final String REASON = "reason";

    /** Lineage key of the most pictures that a run was to learn from; 0 for all. */
    static final String MAX_PICTURES = "max_pictures";

    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);
    private static final String AUTHOR = "trainer";
    private static final Duration PROGRESS = Duration.ofSeconds(1);

    private final TrainerSettings settings;
    private final RunData data;
    private final Function<Run, RunListener> listeners;
    private final ProductionModel production;
    private final ModelPublisher publisher;
    private final Gate gate;

    /** @param listeners makes the listener of a run that is about to begin */
    Runner(
            TrainerSettings settings,
            RunData data,
            Function<Run, RunListener> listeners,
            ProductionModel production,
            ModelPublisher publisher,
            Gate gate) {
        this.settings = settings;
        this.data = data;
        this.listeners = listeners;
        this.production = production;
        this.publisher = publisher;
        this.gate = gate;
    }

    /** Makes a run, and ends it at its next step once the signal is given. */
    Run.Outcome make(Run run, StopSignal signal) {
        RunListener listener = listeners.apply(run);
        Run.Outcome outcome = Run.Outcome.FAILED;
        try {
            outcome = make(run, listener, signal);
            return outcome;
        } finally {
            listener.ended(outcome.text());
        }
    }

    private Run.Outcome make(Run run, RunListener listener, StopSignal signal) {
        LOG.info("Run {} begins: {}", run.id(), run.message());
        listener.queued(run.message());
        try {
            ModelVersion version = trainAndPublish(run, listener, signal);
            LOG.info("Run {} is done: version {} is published", run.id(), version.getVersion());
            return Run.Outcome.PUBLISHED;
        } catch (InterruptedException | CancellationException e) {
            return stopped(run, listener, signal);
        } catch (FencedPublisherException e) {
            if (signal.given().isPresent()) {
                return stopped(run, listener, signal);
            }
            LOG.warn("Run {} is lost: {}", run.id(), e.getMessage());
            listener.failed(e.getMessage());
            return Run.Outcome.SHUT_OUT;
        } catch (IOException | TimeoutException | RuntimeException e) {
            LOG.error("Run {} failed", run.id(), e);
            listener.failed(String.valueOf(e.getMessage()));
            return Run.Outcome.FAILED;
        }
    }

    private static Run.Outcome stopped(Run run, RunListener listener, StopSignal signal) {
        StopSignal.Stop stop = signal.given()
                .orElseGet(() -> new StopSignal.Stop(Run.Outcome.CUT_SHORT, "The training thread was interrupted"));
        LOG.info("Run {} is stopped: {}", run.id(), stop.why());
        if (stop.outcome() == Run.Outcome.CANCELLED) {
            listener.cancelled(stop.why());
        } else {
            listener.failed(stop.why());
        }
        return stop.outcome();
    }

    private ModelVersion trainAndPublish(Run run, RunListener listener, StopSignal signal)
            throws IOException, InterruptedException, TimeoutException {
        listener.phase(RunPhase.GATHER);
        RunData.Prepared prepared = data.prepare(run, signal);
        RunProgress progress =
                new RunProgress(listener, prepared.leftOut(), signal, new Pace(PROGRESS, System::nanoTime));
        listener.phase(RunPhase.PREPARE);
        PretrainedWeights weights = settings.weights().load();
        RunStart start = start(weights, prepared.dataset().labels());
        TrainedModel trained =
                TransferLearning.run(prepared.dataset(), settings.training(), weights, start.model(), progress);
        try (RunFolder folder = new RunFolder(settings.runsFolder(), run.id())) {
            listener.phase(RunPhase.EXPORT);
            ModelBundle bundle = ModelExport.write(trained, folder.path(), settings.modelName(), 0);
            signal.requireNotGiven();
            listener.phase(RunPhase.GATE);
            Optional<ModelBundle> now = production.current();
            Verdict verdict =
                    gate.judge(bundle, now, data.heldOut(prepared, now)).unless(production.pinned());
            listener.verdict(verdict);
            signal.requireNotGiven();
            listener.phase(RunPhase.PUBLISH);
            ModelVersion version = publisher.publish(described(bundle, run, start, verdict), publication(run, verdict));
            listener.done(version.getVersion(), verdict.why());
            removeOldVersions();
            return version;
        }
    }

    private RunStart start(PretrainedWeights weights, List<String> labels)
            throws InterruptedException, TimeoutException {
        return switch (settings.start()) {
            case BASE -> RunStart.base(settings.split());
            case PRODUCTION ->
                RunStart.production(production.current(), weights, settings.training(), labels, settings.split());
        };
    }

    private static Publication publication(Run run, Verdict verdict) {
        String alias = verdict.promoted() ? ModelCatalog.PRODUCTION : ModelCatalog.CANDIDATE;
        return Publication.of(run.reason().text(), AUTHOR)
                .byRun(run.id())
                .withAlias(alias, verdict.why())
                .unlessPinned();
    }

    /** The version is published; what is left for the next time does not change that. */
    private void removeOldVersions() {
        try {
            List<Integer> removed = publisher.removeOld(settings.keepVersions());
            if (!removed.isEmpty()) {
                LOG.info("Old versions are removed: {}", removed);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("Old versions are not removed this time", e);
        }
    }

    private ModelBundle described(ModelBundle bundle, Run run, RunStart start, Verdict verdict) throws IOException {
        ModelSpec spec = bundle.spec();
        Map<String, String> lineage = new HashMap<>(spec.lineage());
        lineage.put(LABELS_POSITION, run.set().position().toString());
        lineage.put(REQUESTS_POSITION, Long.toString(run.served().upTo()));
        lineage.put(REASON, run.reason().text());
        lineage.put(Assessment.REASON_MESSAGE, run.message());
        lineage.putAll(start.lineage());
        lineage.put(MAX_PICTURES, Integer.toString(settings.budget().most()));
        Map<String, Double> metrics = new HashMap<>(spec.metrics());
        metrics.put(Assessment.ACCURACY, verdict.candidateAccuracy());
        metrics.put(Assessment.PICTURES, (double) verdict.pictures());
        verdict.difference().ifPresent(difference -> {
            metrics.put(Assessment.DIFFERENCE, difference.estimate());
            metrics.put(Assessment.DIFFERENCE_LOW, difference.low());
            metrics.put(Assessment.DIFFERENCE_HIGH, difference.high());
        });
        lineage.putAll(assessed(verdict).lineage());
        return ModelBundle.write(
                bundle.folder(),
                new ModelSpec(
                        spec.name(),
                        spec.version(),
                        spec.labels(),
                        spec.input(),
                        spec.output(),
                        spec.signature(),
                        lineage,
                        metrics));
    }

    private static Assessment.Verdict assessed(Verdict verdict) {
        return new Assessment.Verdict(
                verdict.promoted(),
                verdict.objections().stream()
                        .map(objection -> objection.kind().text())
                        .toList(),
                verdict.why());
    }
}
