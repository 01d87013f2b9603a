package dev.tideline.classifier;

import dev.tideline.embedded.EmbeddedCluster;
import dev.tideline.embedded.testing.BrokerProcess;
import dev.tideline.events.ImageEvent;
import dev.tideline.events.ModelVersion;
import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.store.ModelCatalog;
import dev.tideline.model.store.ModelPublisher;
import dev.tideline.model.store.Publication;
import dev.tideline.schemas.Topic;
import dev.tideline.schemas.serde.AvroSerializer;
import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.schemas.settings.Settings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A broker and a registry with the topics of the contract, and somebody who publishes pictures and models. */
public final class ClassifierFixture implements AutoCloseable {
    public static final String MODEL = "brightness";

    private final Path folder;
    private final Runnable stopCluster;
    private final Map<String, String> settings;
    private final KafkaSettings kafka;
    private final KafkaProducer<String, byte[]> producer;
    private final AvroSerializer<ImageEvent> serializer = new AvroSerializer<>();

    /** With a broker in this JVM. */
    public ClassifierFixture(Path folder, int partitions) {
        this(folder, EmbeddedCluster.start(folder.resolve("kafka")), partitions);
    }

    private ClassifierFixture(Path folder, EmbeddedCluster cluster, int partitions) {
        this(folder, cluster::close, cluster.bootstrapServers(), cluster.registryUrl(), partitions);
    }

    /** With a broker of its own process, which the caller closes. */
    public ClassifierFixture(Path folder, BrokerProcess broker, int partitions) {
        this(folder, () -> {}, broker.bootstrapServers(), broker.registryUrl(), partitions);
    }

    private ClassifierFixture(
            Path folder, Runnable stopCluster, String bootstrapServers, String registryUrl, int partitions) {
        this.folder = folder;
        this.stopCluster = stopCluster;
        settings = new TreeMap<>(Map.of(
                "kafka.bootstrap.servers", bootstrapServers,
                "schema.registry.url", registryUrl,
                "topics.partitions", Integer.toString(partitions),
                "model.name", MODEL,
                "classifier.model.dir", folder.resolve("models").toString()));
        kafka = KafkaSettings.from(Settings.of(settings));
        try (Admin admin = kafka.newAdmin()) {
            kafka.topics().create(admin);
        }
        producer = new KafkaProducer<>(kafka.producer("fixture"), new StringSerializer(), new ByteArraySerializer());
        serializer.configure(kafka.serdes(), false);
    }

    public KafkaSettings kafka() {
        return kafka;
    }

    /** Settings of a classifier, key to value. */
    public Map<String, String> settings() {
        return settings;
    }

    ClassifierService newClassifier() {
        Settings now = Settings.of(settings);
        return new ClassifierService(KafkaSettings.from(now), ClassifierSettings.from(now));
    }

    public void publish(String id, byte[] picture) {
        publishRaw(id, serialized(id, picture));
    }

    /** Publishes a picture without waiting for the broker. */
    public void send(String id, byte[] picture) {
        send(new ProducerRecord<>(kafka.topics().images().name(), id, serialized(id, picture)));
    }

    /** Publishes a record without waiting for the broker. */
    public Future<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
        return producer.send(record);
    }

    /** Waits until everything that was sent is on the broker. */
    public void flush() {
        producer.flush();
    }

    public byte[] serialized(String id, byte[] picture) {
        return serializer.serialize(
                kafka.topics().images().name(),
                ImageEvent.newBuilder()
                        .setImageId(id)
                        .setPicture(ByteBuffer.wrap(picture))
                        .setPublishedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                        .build());
    }

    /** Publishes a claim check for a picture. */
    void publishClaim(String id, String uri, byte[] picture) {
        publishClaim(id, uri, sha256(picture), picture.length);
    }

    void publishClaim(String id, String uri, String sha256, long length) {
        publishRaw(
                id,
                serializer.serialize(
                        kafka.topics().images().name(),
                        ImageEvent.newBuilder()
                                .setImageId(id)
                                .setUri(uri)
                                .setSha256(sha256)
                                .setLength(length)
                                .setPublishedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                                .build()));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    void publishRaw(String key, byte[] value) {
        send(new ProducerRecord<>(kafka.topics().images().name(), key, value));
        flush();
    }

    /** Writes a record about models as it is. */
    void send(Topic topic, String key, SpecificRecord value) {
        AvroSerializer<SpecificRecord> values = new AvroSerializer<>();
        values.configure(kafka.serdes(), false);
        producer.send(new ProducerRecord<>(topic.name(), 0, key, values.serialize(topic.name(), value)));
        producer.flush();
    }

    /** Publishes a further version of the brightness model and makes it production. */
    public void publishModel() throws IOException {
        publishModel(BrightnessModel.quick());
    }

    /** Publishes a model as the next version and makes it production. */
    public void publishModel(BrightnessModel model) throws IOException {
        publishModel(ModelCatalog.PRODUCTION, model);
    }

    /** Publishes a further version of the brightness model under an alias. */
    void publishModel(String alias, BrightnessModel model) throws IOException {
        publishModel(
                model.writeTo(newBundleFolder(), MODEL),
                Publication.of("import", "fixture").withAlias(alias, "the newest"));
    }

    ModelVersion publishModel(ModelBundle bundle, Publication publication) throws IOException {
        try (ModelPublisher publisher = ModelPublisher.open(kafka, MODEL)) {
            return publisher.publish(bundle, publication);
        }
    }

    /** A place for a bundle; does not exist yet. */
    Path newBundleFolder() throws IOException {
        return Files.createTempDirectory(folder, "bundle").resolve("model");
    }

    @Override
    public void close() {
        producer.close();
        stopCluster.run();
    }
}
