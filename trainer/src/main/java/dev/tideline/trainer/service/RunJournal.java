package dev.tideline.trainer.service;

import dev.tideline.events.TrainingData;
import dev.tideline.events.TrainingEpoch;
import dev.tideline.events.TrainingEvent;
import dev.tideline.events.TrainingEventType;
import dev.tideline.events.TrainingProgress;
import dev.tideline.events.TrainingVerdict;
import dev.tideline.schemas.Topic;
import dev.tideline.schemas.serde.AvroSerializer;
import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.trainer.data.Part;
import dev.tideline.trainer.gate.PairedDifference;
import dev.tideline.trainer.gate.Verdict;
import dev.tideline.trainer.operations.PhaseProgress;
import dev.tideline.trainer.operations.RunListener;
import dev.tideline.trainer.training.DataFigures;
import dev.tideline.trainer.training.EpochFigures;
import dev.tideline.trainer.training.Evaluation;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells on training-runs how runs go. It is for people to follow: an event that cannot be sent is logged, and the run
 * goes on. Thread-safe.
 */
final class RunJournal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunJournal.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Topic topic;
    private final String modelName;
    private final KafkaProducer<String, TrainingEvent> producer;

    RunJournal(KafkaSettings kafka, String modelName) {
        this.modelName = modelName;
        topic = kafka.topics().trainingRuns();
        AvroSerializer<TrainingEvent> serializer = new AvroSerializer<>();
        serializer.configure(kafka.serdes(), false);
        producer = new KafkaProducer<>(kafka.producer("tideline-trainer-runs"), new StringSerializer(), serializer);
    }

    /** The events of one run. */
    RunListener entry(String runId, RunReason reason) {
        return new Entry(runId, reason);
    }

    private final class Entry implements RunListener {
        private final String runId;
        private final RunReason reason;

        private Entry(String runId, RunReason reason) {
            this.runId = runId;
            this.reason = reason;
        }

        @Override
        public void queued(String message) {
            send(event(TrainingEventType.QUEUED).setMessage(message));
        }

        @Override
        public void progress(PhaseProgress progress) {
            send(event(TrainingEventType.PROGRESS)
                    .setProgress(TrainingProgress.newBuilder()
                            .setPhase(progress.phase().text())
                            .setEpoch(
                                    progress.epoch().isPresent()
                                            ? progress.epoch().getAsInt()
                                            : null)
                            .setDone(progress.done())
                            .setTotal(progress.total())
                            .setLoss(progress.soFar().map(Evaluation::loss).orElse(null))
                            .setAccuracy(
                                    progress.soFar().map(Evaluation::accuracy).orElse(null))
                            .build()));
        }

        @Override
        public void data(DataFigures figures, int leftOut) {
            send(event(TrainingEventType.DATA)
                    .setData(TrainingData.newBuilder()
                            .setLabels(byLabel(figures))
                            .setTrain(figures.count(Part.TRAIN))
                            .setValidation(figures.count(Part.VALIDATION))
                            .setTest(figures.count(Part.TEST))
                            .setUnreadable(figures.unreadable().size() + leftOut)
                            .build()));
        }

        @Override
        public void epoch(EpochFigures figures) {
            send(event(TrainingEventType.EPOCH)
                    .setEpoch(TrainingEpoch.newBuilder()
                            .setPhase(figures.phase().name().toLowerCase(Locale.ROOT))
                            .setEpoch(figures.epoch())
                            .setLoss(figures.loss())
                            .setAccuracy(figures.accuracy())
                            .setValLoss(figures.validationLoss())
                            .setValAccuracy(figures.validationAccuracy())
                            .setSeconds(figures.seconds())
                            .build()));
        }

        @Override
        public void verdict(Verdict verdict) {
            send(event(TrainingEventType.VERDICT)
                    .setMessage(verdict.why())
                    .setVerdict(TrainingVerdict.newBuilder()
                            .setPromoted(verdict.promoted())
                            .setCandidateAccuracy(verdict.candidateAccuracy())
                            .setProductionAccuracy(
                                    verdict.productionAccuracy().isPresent()
                                            ? verdict.productionAccuracy().getAsDouble()
                                            : null)
                            .setPictures(verdict.pictures())
                            .setDifference(difference(verdict, PairedDifference::estimate))
                            .setDifferenceLow(difference(verdict, PairedDifference::low))
                            .setDifferenceHigh(difference(verdict, PairedDifference::high))
                            .setObjections(verdict.objections().stream()
                                    .map(objection -> objection.kind().text())
                                    .toList())
                            .build()));
        }

        @Override
        public void done(int version, String message) {
            send(event(TrainingEventType.DONE).setModelVersion(version).setMessage(message));
        }

        @Override
        public void failed(String message) {
            send(event(TrainingEventType.FAILED).setMessage(message));
        }

        @Override
        public void cancelled(String message) {
            send(event(TrainingEventType.CANCELLED).setMessage(message));
        }

        private TrainingEvent.Builder event(TrainingEventType type) {
            return TrainingEvent.newBuilder()
                    .setRunId(runId)
                    .setModelName(modelName)
                    .setType(type)
                    .setReason(reason.text())
                    .setAt(Instant.now().truncatedTo(ChronoUnit.MILLIS));
        }
    }

    private static Double difference(Verdict verdict, Function<PairedDifference, Double> figure) {
        return verdict.difference().map(figure).orElse(null);
    }

    private static Map<String, Integer> byLabel(DataFigures figures) {
        Map<String, Integer> counts = new TreeMap<>();
        for (List<Integer> part : figures.pictures().values()) {
            for (int label = 0; label < part.size(); label++) {
                counts.merge(figures.labels().get(label), part.get(label), Integer::sum);
            }
        }
        return counts;
    }

    private void send(TrainingEvent.Builder builder) {
        TrainingEvent event = builder.build();
        try {
            producer.send(new ProducerRecord<>(topic.name(), event.getRunId(), event), (sent, failure) -> {
                if (failure != null) {
                    LOG.warn("Event {} of run {} was not sent", event.getType(), event.getRunId(), failure);
                }
            });
        } catch (RuntimeException e) {
            LOG.warn("Event {} of run {} was not sent", event.getType(), event.getRunId(), e);
        }
    }

    @Override
    public void close() {
        producer.close(PATIENCE);
    }
}
