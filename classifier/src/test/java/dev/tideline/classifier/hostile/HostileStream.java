package dev.tideline.classifier.hostile;

import dev.tideline.classifier.ClassifierFixture;
import dev.tideline.classifier.DrawnPictures;
import dev.tideline.classifier.PredictionLog;
import dev.tideline.events.PredictionEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Hostile records among good pictures, and what is wrong with the answers to them. */
final class HostileStream {
    private static final String GOOD = "good-";

    private final int goodPictures;
    private final Map<Place, HostileRecord> hostile = new HashMap<>();
    private final List<String> violations = new ArrayList<>();

    /** Where a record stands on the topic images. */
    record Place(int partition, long offset) {
        static Place of(RecordMetadata written) {
            return new Place(written.partition(), written.offset());
        }
    }

    private HostileStream(int goodPictures) {
        this.goodPictures = goodPictures;
    }

    /** Publishes as many good pictures as hostile records, in turn. */
    static HostileStream publish(ClassifierFixture fixture, List<HostileRecord> records)
            throws ExecutionException, InterruptedException {
        HostileStream stream = new HostileStream(records.size());
        String images = fixture.kafka().topics().images().name();
        Map<HostileRecord, Future<RecordMetadata>> sent = new HashMap<>();
        for (int i = 0; i < records.size(); i++) {
            fixture.send(GOOD + i, isBright(i) ? DrawnPictures.bright() : DrawnPictures.dark());
            HostileRecord record = records.get(i);
            sent.put(
                    record,
                    fixture.send(
                            new ProducerRecord<>(images, null, null, record.key(), record.value(), record.headers())));
        }
        fixture.flush();
        for (Map.Entry<HostileRecord, Future<RecordMetadata>> entry : sent.entrySet()) {
            stream.hostile.put(Place.of(entry.getValue().get()), entry.getKey());
        }
        return stream;
    }

    private static boolean isBright(int number) {
        return number % 2 == 0;
    }

    /** Each answer that is wrong, missing or too many, in a sentence. */
    List<String> violations(PredictionLog log) {
        violations.clear();
        Map<String, PredictionEvent> predictions = new HashMap<>();
        for (PredictionEvent prediction : log.predictions()) {
            if (predictions.put(prediction.getImageId(), prediction) != null) {
                violations.add(prediction.getImageId() + " is predicted twice");
            }
        }
        Set<Place> deadLetters = new HashSet<>();
        for (ConsumerRecord<String, byte[]> letter : log.deadLetters()) {
            checkDeadLetter(new DeadLetter(letter), deadLetters);
        }
        for (int i = 0; i < goodPictures; i++) {
            PredictionEvent prediction = predictions.get(GOOD + i);
            String label = isBright(i) ? "bright" : "dark";
            if (prediction == null || !prediction.getLabel().equals(label)) {
                violations.add(GOOD + i + " is not predicted to be " + label);
            }
        }
        hostile.forEach((place, record) ->
                checkAnswer(record, predictions.containsKey(record.key()), deadLetters.contains(place)));
        long strangers = predictions.keySet().stream()
                .filter(id -> !id.startsWith(GOOD))
                .filter(id -> hostile.values().stream().noneMatch(record -> id.equals(record.key())))
                .count();
        if (strangers > 0) {
            violations.add(strangers + " predictions for pictures that nobody published");
        }
        return List.copyOf(violations);
    }

    private void checkDeadLetter(DeadLetter letter, Set<Place> deadLetters) {
        HostileRecord record = hostile.get(letter.place());
        if (record == null) {
            violations.add("A good picture is a dead letter: " + letter);
        } else if (!deadLetters.add(letter.place())) {
            violations.add(record + " is a dead letter twice");
        } else if (!letter.isCopyOf(record)) {
            violations.add(record + " is not as it came in its dead letter");
        } else if (!isTrue(letter.reason(), record)) {
            violations.add(record + " must become " + record.expectation() + ", but has the reason " + letter);
        }
    }

    private static boolean isTrue(String reason, HostileRecord record) {
        if (record.expectation() instanceof Expectation.DeadLetter expected) {
            return reason.equals(expected.reason());
        }
        return record.expectation() instanceof Expectation.PredictionOrTrueReason
                && new DamagedPicture(record.picture()).isTrue(reason);
    }

    private void checkAnswer(HostileRecord record, boolean predicted, boolean deadLetter) {
        if (predicted == deadLetter) {
            violations.add(record + (predicted ? " is predicted and a dead letter" : " has no answer"));
        } else if (predicted && !mayBePredicted(record)) {
            violations.add(record + " is predicted, but must become " + record.expectation());
        }
    }

    private static boolean mayBePredicted(HostileRecord record) {
        return record.expectation() instanceof Expectation.Prediction
                || record.expectation() instanceof Expectation.PredictionOrTrueReason
                        && new DamagedPicture(record.picture()).mayBePredicted();
    }
}
