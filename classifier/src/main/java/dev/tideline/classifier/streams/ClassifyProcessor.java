package dev.tideline.classifier.streams;

import dev.tideline.classifier.claim.ClaimDesk;
import dev.tideline.classifier.engine.InferenceEngine;
import dev.tideline.classifier.engine.Outcome;
import dev.tideline.events.ImageEvent;
import dev.tideline.events.PredictionEvent;
import dev.tideline.schemas.serde.AvroDeserializer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Hands a task's pictures to the engine and forwards the answers in the order of the records: finished ones with the next
 * record and on a wall-clock punctuation, and all of them, waiting, before a commit, for which it asks at its
 * {@link CommitPace}.
 *
 * <p>Threading: the task's stream thread only; the engine works on its own.
 */
final class ClassifyProcessor implements Processor<byte[], byte[], byte[], Object> {
    private static final String BARRIER = "classify-commit-barrier";

    private final InferenceEngine engine;
    private final ClaimDesk claims;
    private final ImageReader reader;
    private final InFlight inFlight;
    private final Duration forwardEvery;
    private final CommitPace pace;
    private final RecordListener listener;
    private final DeadLetterLog deadLetterLog;
    private final Onlooker onlooker;
    private ProcessorContext<byte[], Object> context;
    private boolean uncommitted;
    private long uncommittedSince;

    private ClassifyProcessor(Supplier parts, ImageReader reader, InFlight inFlight) {
        this.engine = parts.engine();
        this.claims = parts.claims();
        this.reader = reader;
        this.inFlight = inFlight;
        this.forwardEvery = parts.settings().forwardEvery();
        this.pace = parts.pace();
        this.listener = parts.listener();
        this.deadLetterLog = parts.deadLetterLog();
        this.onlooker = parts.onlooker();
    }

    /**
     * Makes one processor a task.
     *
     * @param claims fetches the pictures that travel by claim check
     * @param serdes settings of the Avro serdes
     * @param onlooker sees what is classified
     * @param pace when the tasks ask for commits
     */
    record Supplier(
            InferenceEngine engine,
            ClaimDesk claims,
            StreamSettings settings,
            String imagesTopic,
            Map<String, Object> serdes,
            RecordListener listener,
            DeadLetterLog deadLetterLog,
            Onlooker onlooker,
            CommitPace pace)
            implements ProcessorSupplier<byte[], byte[], byte[], Object> {
        @Override
        public ClassifyProcessor get() {
            AvroDeserializer<ImageEvent> deserializer = new AvroDeserializer<>(ImageEvent.class);
            deserializer.configure(serdes, false);
            return new ClassifyProcessor(
                    this,
                    new ImageReader(imagesTopic, deserializer),
                    new InFlight(settings.inFlightPictures(), settings.inFlightBytes()));
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(CommitBarrier.builder(BARRIER));
        }
    }

    @Override
    public void init(ProcessorContext<byte[], Object> context) {
        this.context = context;
        context.<CommitBarrier>getStateStore(BARRIER).register(context, this::beforeCommit);
        context.schedule(forwardEvery, PunctuationType.WALL_CLOCK_TIME, now -> {
            forwardFinished();
            if (uncommitted && pace.isDue(uncommittedSince)) {
                this.context.commit();
            }
            deadLetterLog.summarizeWhenDue();
        });
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        listener.received();
        if (!uncommitted) {
            uncommitted = true;
            uncommittedSince = pace.now();
        }
        if (engine.isFull()) {
            pace.pictureWaits();
        }
        ImageReader.Content content = reader.read(record);
        inFlight.add(size(record, content), answer(record, content));
        forwardFinished();
        while (inFlight.isFull()) {
            pace.pictureWaits();
            forward(inFlight.removeHead());
        }
    }

    /** A picture that is being fetched counts as if it had come with its record. */
    private static long size(Record<byte[], byte[]> record, ImageReader.Content content) {
        long size = record.value() == null ? 0 : record.value().length;
        return content instanceof ImageReader.Content.Claim claim
                ? size + Math.min(claim.claim().length(), Integer.MAX_VALUE)
                : size;
    }

    private CompletableFuture<Answer> answer(Record<byte[], byte[]> record, ImageReader.Content content) {
        RecordMetadata origin = context.recordMetadata().orElseThrow();
        if (content instanceof ImageReader.Content.Picture picture) {
            return engine.submit(picture.picture())
                    .thenApply(outcome -> answer(record, origin, picture.event(), picture.picture(), outcome));
        }
        if (content instanceof ImageReader.Content.Claim claim) {
            FetchedPicture fetched = new FetchedPicture(claims, claim.claim());
            return engine.submit(fetched::begin)
                    .exceptionally(FetchedPicture::rejected)
                    .thenApply(outcome -> answer(record, origin, claim.event(), fetched.encoded(), outcome));
        }
        ImageReader.Content.Unreadable unreadable = (ImageReader.Content.Unreadable) content;
        return CompletableFuture.completedFuture(deadLetter(record, origin, unreadable.why()));
    }

    private Answer answer(
            Record<byte[], byte[]> record, RecordMetadata origin, ImageEvent event, byte[] picture, Outcome outcome) {
        if (outcome instanceof Outcome.Rejected rejected) {
            return deadLetter(record, origin, rejected);
        }
        Outcome.Classified classified = (Outcome.Classified) outcome;
        onlooker.classified(record, event, picture, classified);
        return new Answer.Prediction(Predictions.of(record, event, classified));
    }

    private static Answer deadLetter(Record<byte[], byte[]> record, RecordMetadata origin, Outcome.Rejected why) {
        return new Answer.DeadLetter(DeadLetters.of(record, origin, why), origin, why);
    }

    private void forwardFinished() {
        while (inFlight.isHeadDone()) {
            forward(inFlight.removeHead());
        }
    }

    private void beforeCommit() {
        while (!inFlight.isEmpty()) {
            forward(inFlight.removeHead());
        }
        uncommitted = false;
    }

    private void forward(Answer answer) {
        if (answer instanceof Answer.Prediction prediction) {
            Record<byte[], PredictionEvent> record = prediction.record();
            context.forward(record, ClassifierTopology.PREDICTIONS);
            listener.predicted(record.value().getModelVersion(), System.currentTimeMillis() - record.timestamp());
        } else if (answer instanceof Answer.DeadLetter deadLetter) {
            context.forward(deadLetter.record(), ClassifierTopology.IMAGES_DLQ);
            listener.deadLettered(deadLetter.why().reason());
            deadLetterLog.add(deadLetter.record().key(), deadLetter.origin(), deadLetter.why());
        }
    }

    /** What is still with the engine is not forwarded: its offsets are not committed, so it is read again. */
    @Override
    public void close() {
        inFlight.clear();
    }
}
