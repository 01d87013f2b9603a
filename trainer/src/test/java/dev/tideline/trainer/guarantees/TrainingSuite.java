package dev.tideline.trainer.guarantees;

import static org.awaitility.Awaitility.await;

import dev.tideline.embedded.testing.BrokerProcess;
import dev.tideline.events.TrainingRequest;
import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.schemas.settings.Settings;
import dev.tideline.trainer.testing.AvroClients;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks a trainer for runs, one after the other, while labels come all along; in each something goes, the trainer or the
 * broker, and comes back. Hands over what is left when every request was answered. What must hold then is said by the
 * {@link TrainingGuarantee}s.
 */
final class TrainingSuite {
    private static final String MODEL = "default";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final List<Strike> plan;
    private final KafkaSettings kafka;
    private final TrainerProcess trainer;
    private final LabelFeed feed;
    private final JoinedLabels joined;
    private final BundleLog bundles;
    private final Striker striker;
    private final List<String> requests = new ArrayList<>();

    /**
     * What happened.
     *
     * @param interrupted how many strikes met a run in progress
     * @param runs how many were begun
     */
    record Outcome(Evidence evidence, List<Strike> strikes, int interrupted, long runs) {
        @Override
        public String toString() {
            return strikes.size() + " strikes, " + interrupted + " of them amidst a run ("
                    + strikes.stream()
                            .collect(Collectors.groupingBy(
                                    strike -> strike.victim() + " " + strike.moment()
                                            + strike.place()
                                                    .map(place -> " " + place.name())
                                                    .orElse(""),
                                    TreeMap::new,
                                    Collectors.counting()))
                    + "); " + evidence.requests().size() + " requests, " + runs + " runs begun, "
                    + evidence.published().size() + " versions, "
                    + evidence.sent().size() + " pictures labelled";
        }
    }

    private TrainingSuite(
            List<Strike> plan,
            KafkaSettings kafka,
            TrainerProcess trainer,
            LabelFeed feed,
            JoinedLabels joined,
            BundleLog bundles,
            Striker striker) {
        this.plan = plan;
        this.kafka = kafka;
        this.trainer = trainer;
        this.feed = feed;
        this.joined = joined;
        this.bundles = bundles;
        this.striker = striker;
    }

    /** @param folder for data and logs */
    static Outcome run(SuiteSettings settings, Path folder) throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(folder.resolve("broker"))) {
            Map<String, String> cluster = Map.of(
                    "kafka.bootstrap.servers", broker.bootstrapServers(),
                    "schema.registry.url", broker.registryUrl(),
                    "topics.partitions", "2");
            KafkaSettings kafka = KafkaSettings.from(Settings.of(cluster));
            try (Admin admin = kafka.newAdmin()) {
                kafka.topics().create(admin);
            }
            try (TrainerProcess trainer = TrainerProcess.start(cluster, folder.resolve("trainer"));
                    LabelFeed feed = LabelFeed.start(settings, kafka);
                    JoinedLabels joined = new JoinedLabels(kafka);
                    RunEvents events = new RunEvents(kafka);
                    BundleLog bundles = new BundleLog(kafka, MODEL, folder.resolve("bundles"))) {
                Striker striker = new Striker(trainer, broker, kafka, events);
                return new TrainingSuite(Strike.plan(settings), kafka, trainer, feed, joined, bundles, striker)
                        .run(events);
            }
        }
    }

    private Outcome run(RunEvents events) throws Exception {
        for (Strike strike : plan) {
            request(Optional.of(strike));
        }
        request(Optional.empty());
        feed.end();
        awaitJoined();
        awaitThat(() -> !isTidying(events) && isAllCommitted());
        Evidence evidence = Evidence.read(
                kafka, feed.sent(), joined.labels(), requests, bundles, striker.catalogs(), trainer.runs());
        return new Outcome(evidence, plan, striker.interrupted(), events.runs());
    }

    /** Asks for a run, with a strike before it or in it, and waits for its version. */
    private void request(Optional<Strike> strike) throws IOException, InterruptedException {
        Optional<Strike> before = strike.filter(Strike::isBeforeRun);
        Optional<Strike> amidst = strike.filter(each -> !each.isBeforeRun());
        String request = "request " + (requests.size() + 1);
        if (before.isPresent()) {
            striker.strike(before.get(), request);
        }
        // So the trainer is at work: what it might wrongly begin by itself has begun.
        awaitJoined();
        Optional<Place> place = amidst.flatMap(Strike::place);
        if (place.isPresent()) {
            trainer.hold().want(place.get());
        }
        ask(request);
        if (amidst.isPresent()) {
            striker.strike(amidst.get(), request);
        }
        awaitThat(() -> bundles.has(request));
    }

    private void ask(String request) {
        requests.add(request);
        try (KafkaProducer<String, TrainingRequest> producer = AvroClients.producer(kafka)) {
            producer.send(new ProducerRecord<>(
                    kafka.topics().trainingRequests().name(),
                    MODEL,
                    TrainingRequest.newBuilder()
                            .setModelName(MODEL)
                            .setRequestedAt(Instant.now())
                            .setReason(request)
                            .build()));
        }
    }

    private void awaitJoined() {
        Map<String, Label> sent = feed.sent();
        awaitThat(() -> joined.have(sent));
    }

    private boolean isTidying(RunEvents events) throws IOException {
        String run = events.ofLastRun().get(0).getRunId();
        return Evidence.folders(trainer.runs()).stream().anyMatch(folder -> folder.startsWith(run));
    }

    /** Whether no transaction, such as a dead trainer's, hides what comes behind it. */
    private boolean isAllCommitted() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = Stream.of(
                        kafka.topics().models(),
                        kafka.topics().modelAliases(),
                        kafka.topics().modelArtifacts())
                .collect(Collectors.toMap(topic -> new TopicPartition(topic.name(), 0), topic -> OffsetSpec.latest()));
        try (Admin admin = kafka.newAdmin()) {
            return offsets(admin, ends, IsolationLevel.READ_COMMITTED)
                    .equals(offsets(admin, ends, IsolationLevel.READ_UNCOMMITTED));
        }
    }

    private static Map<TopicPartition, Long> offsets(
            Admin admin, Map<TopicPartition, OffsetSpec> ends, IsolationLevel isolation)
            throws ExecutionException, InterruptedException {
        return admin.listOffsets(ends, new ListOffsetsOptions(isolation)).all().get().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }

    private void awaitThat(Callable<Boolean> condition) {
        await().atMost(PATIENCE)
                .pollInterval(LOOK_EVERY)
                .failFast("The trainer ended by itself: see " + trainer.log(), () -> !trainer.isAlive())
                .until(condition);
    }
}
