package dev.tideline.trainer.service;

import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.picture.DecodeLimits;
import dev.tideline.model.picture.PictureDecoder;
import dev.tideline.model.picture.UndecodablePictureException;
import dev.tideline.trainer.data.Dataset;
import dev.tideline.trainer.data.Part;
import dev.tideline.trainer.gate.HeldOut;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a run's data set, of the pictures that can be read and decoded now: what travels by claim check is fetched first,
 * so that no class depends on pictures that do not come. A picture that was decoded once and is at hand is not looked at
 * again.
 *
 * <p>Threading: for one thread; it looks at pictures on several of its own.
 */
final class RunData {
    private static final Logger LOG = LoggerFactory.getLogger(RunData.class);

    /** Most of them wait for somebody's server. */
    private static final int THREADS = 8;

    private final DatasetRules rules;
    private final PictureReader reader;
    private final int inputSize;
    private final Set<String> decoded = new HashSet<>();

    /**
     * @param set the pictures that can be read and decoded
     * @param dataset what is learned of them
     * @param leftOut number of pictures that cannot
     */
    record Prepared(TrainingSet set, Dataset dataset, int leftOut) {}

    RunData(DatasetRules rules, PictureReader reader, int inputSize) {
        this.rules = rules;
        this.reader = reader;
        this.inputSize = inputSize;
    }

    /**
     * @throws dev.tideline.trainer.data.DatasetException when too little is left to learn from
     * @throws java.util.concurrent.CancellationException once the signal is given
     */
    Prepared prepare(Run run, StopSignal signal) throws InterruptedException {
        List<LabeledPicture> all = run.set().pictures();
        decoded.retainAll(all.stream().map(LabeledPicture::digest).collect(Collectors.toSet()));
        Map<LabeledPicture, String> faults = faults(
                all.stream()
                        .filter(picture -> !decoded.contains(picture.digest()) || !reader.isAtHand(picture))
                        .toList(),
                signal);
        if (!faults.isEmpty()) {
            Map.Entry<LabeledPicture, String> one = faults.entrySet().iterator().next();
            LOG.warn(
                    "Run {} leaves out {} of {} pictures that cannot be read, such as {}: {}",
                    run.id(),
                    faults.size(),
                    all.size(),
                    one.getKey().id(),
                    one.getValue());
        }
        List<LabeledPicture> readable =
                all.stream().filter(picture -> !faults.containsKey(picture)).toList();
        readable.forEach(picture -> decoded.add(picture.digest()));
        TrainingSet set = new TrainingSet(readable, run.set().position());
        return new Prepared(set, rules.dataset(set, reader), faults.size());
    }

    /**
     * What a run's candidate and production are judged on: the test pictures whose label one of them knows. One that the
     * candidate alone lacks must not be lost unnoticed.
     */
    List<HeldOut> heldOut(Prepared prepared, Optional<ModelBundle> production) {
        Set<String> labels = new HashSet<>(prepared.dataset().labels());
        production.ifPresent(bundle -> labels.addAll(bundle.spec().labels()));
        SetPosition seen = production
                .map(bundle -> bundle.spec().lineage().get(Runner.LABELS_POSITION))
                .map(SetPosition::parse)
                .orElse(SetPosition.START);
        return prepared.set().pictures().stream()
                .filter(picture -> rules.split().of(picture.id()) == Part.TEST && labels.contains(picture.label()))
                .map(picture ->
                        new HeldOut(picture.id(), picture.label(), seen.hasSeen(picture), () -> reader.read(picture)))
                .toList();
    }

    private Map<LabeledPicture, String> faults(List<LabeledPicture> pictures, StopSignal signal)
            throws InterruptedException {
        Map<LabeledPicture, String> faults = new HashMap<>();
        if (pictures.isEmpty()) {
            return faults;
        }
        ExecutorService pool = Executors.newFixedThreadPool(THREADS, RunData::daemon);
        try (PictureDecoder decoder = new PictureDecoder(inputSize, inputSize, DecodeLimits.defaults())) {
            List<Callable<Optional<String>>> looks = pictures.stream()
                    .<Callable<Optional<String>>>map(picture -> () -> fault(picture, decoder, signal))
                    .toList();
            List<Future<Optional<String>>> looked = pool.invokeAll(looks);
            for (int i = 0; i < looked.size(); i++) {
                LabeledPicture picture = pictures.get(i);
                result(looked.get(i)).ifPresent(fault -> faults.put(picture, fault));
            }
            return faults;
        } finally {
            pool.shutdownNow();
        }
    }

    private Optional<String> fault(LabeledPicture picture, PictureDecoder decoder, StopSignal signal) {
        signal.requireNotGiven();
        try {
            decoder.decode(reader.read(picture));
            return Optional.empty();
        } catch (IOException | UndecodablePictureException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> result(Future<Optional<String>> looked) throws InterruptedException {
        try {
            return looked.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "tideline-run-pictures");
        thread.setDaemon(true);
        return thread;
    }
}
