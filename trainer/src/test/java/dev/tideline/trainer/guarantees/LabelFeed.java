package dev.tideline.trainer.guarantees;

import dev.tideline.events.FeedbackEvent;
import dev.tideline.events.ImageEvent;
import dev.tideline.schemas.Topic;
import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.trainer.service.DrawnPicture;
import dev.tideline.trainer.testing.AvroClients;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Labels pictures all along, whoever is killed meanwhile: new ones, whose picture comes with the label, before it or after
 * it, and such as were labelled before.
 *
 * <p>Threading: it has a thread of its own; its methods are for any.
 */
final class LabelFeed implements AutoCloseable {
    private static final List<String> LABELS = List.of("disc", "cross");
    private static final int FIRST = 80;
    private static final int MOST = 200;
    private static final int NEW_ONE_IN = 4;
    private static final int MISTAKE_ONE_IN = 10;
    private static final int MILLIS_BETWEEN = 100;

    private final KafkaSettings kafka;
    private final CountDownLatch end = new CountDownLatch(1);
    private final FutureTask<Integer> task = new FutureTask<>(this::label);
    private final Random random;
    private final Map<String, Label> sent = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Exception> failures = new ConcurrentLinkedQueue<>();
    private int pictures;

    private LabelFeed(SuiteSettings settings, KafkaSettings kafka) {
        this.kafka = kafka;
        this.random = settings.random("labels");
    }

    static LabelFeed start(SuiteSettings settings, KafkaSettings kafka) {
        LabelFeed feed = new LabelFeed(settings, kafka);
        new Thread(feed.task, "labels").start();
        return feed;
    }

    /** The newest label of each picture, of those that are on their way to the broker or there. */
    Map<String, Label> sent() {
        return Map.copyOf(sent);
    }

    /**
     * No more labels come; all that were sent are on the broker.
     *
     * @return how many there were
     * @throws ExecutionException when one could not be sent
     */
    int end() throws ExecutionException, InterruptedException {
        end.countDown();
        return task.get();
    }

    private int label() throws Exception {
        int labels = FIRST;
        try (KafkaProducer<String, SpecificRecord> producer = AvroClients.producer(kafka)) {
            for (int i = 0; i < FIRST; i++) {
                labelNew(producer);
            }
            while (!end.await(MILLIS_BETWEEN, TimeUnit.MILLISECONDS)) {
                if (pictures < MOST && random.nextInt(NEW_ONE_IN) == 0) {
                    labelNew(producer);
                } else {
                    label(producer, random.nextInt(pictures), Optional.empty());
                }
                labels++;
            }
            producer.flush();
        }
        if (!failures.isEmpty()) {
            throw failures.element();
        }
        return labels;
    }

    @Override
    public void close() {
        end.countDown();
    }

    private void labelNew(KafkaProducer<String, SpecificRecord> producer) {
        int number = pictures++;
        byte[] picture = DrawnPicture.png(shape(number), number);
        switch (random.nextInt(3)) {
            case 0 -> label(producer, number, Optional.of(picture));
            case 1 -> {
                image(producer, number, picture);
                label(producer, number, Optional.empty());
            }
            default -> {
                label(producer, number, Optional.empty());
                image(producer, number, picture);
            }
        }
    }

    private static String shape(int number) {
        return LABELS.get(number % LABELS.size());
    }

    private static String id(int number) {
        return "picture-" + number;
    }

    private void label(KafkaProducer<String, SpecificRecord> producer, int number, Optional<byte[]> picture) {
        Label label = new Label(
                shape(random.nextInt(MISTAKE_ONE_IN) == 0 ? number + 1 : number),
                Instant.now().truncatedTo(ChronoUnit.MILLIS));
        send(
                producer,
                kafka.topics().feedback(),
                id(number),
                FeedbackEvent.newBuilder()
                        .setImageId(id(number))
                        .setLabel(label.text())
                        .setLabeledAt(label.at())
                        .setPicture(picture.map(ByteBuffer::wrap).orElse(null))
                        .build());
        sent.put(id(number), label);
    }

    private void image(KafkaProducer<String, SpecificRecord> producer, int number, byte[] picture) {
        send(
                producer,
                kafka.topics().images(),
                id(number),
                ImageEvent.newBuilder()
                        .setImageId(id(number))
                        .setPicture(ByteBuffer.wrap(picture))
                        .setPublishedAt(Instant.now())
                        .build());
    }

    private void send(KafkaProducer<String, SpecificRecord> producer, Topic topic, String id, SpecificRecord value) {
        producer.send(new ProducerRecord<>(topic.name(), id, value), (written, failure) -> {
            if (failure != null) {
                failures.add(failure);
            }
        });
    }
}
