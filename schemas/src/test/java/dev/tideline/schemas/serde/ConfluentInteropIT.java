package dev.tideline.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideline.events.FeedbackEvent;
import dev.tideline.events.ImageEvent;
import dev.tideline.events.LabeledImage;
import dev.tideline.events.ModelAlias;
import dev.tideline.events.ModelArtifactChunk;
import dev.tideline.events.ModelVersion;
import dev.tideline.events.PredictionEvent;
import dev.tideline.events.TrainingEvent;
import dev.tideline.events.TrainingRequest;
import dev.tideline.schemas.testing.Confluent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.util.RandomData;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our classes beside Confluent's own, against the same registry. */
class ConfluentInteropIT {
    private static final String TOPIC = "events";

    private static Confluent confluent;

    private final RegistryPeer registry = new RegistryPeer();

    @BeforeAll
    static void loadConfluentsClasses() throws IOException, ReflectiveOperationException {
        confluent = Confluent.load();
    }

    @AfterAll
    static void unloadThem() throws IOException {
        confluent.close();
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    static List<Schema> everyEvent() {
        return List.of(
                ImageEvent.getClassSchema(),
                PredictionEvent.getClassSchema(),
                FeedbackEvent.getClassSchema(),
                LabeledImage.getClassSchema(),
                ModelVersion.getClassSchema(),
                ModelArtifactChunk.getClassSchema(),
                ModelAlias.getClassSchema(),
                TrainingEvent.getClassSchema(),
                TrainingRequest.getClassSchema());
    }

    @ParameterizedTest
    @MethodSource("everyEvent")
    void bothWriteTheSameBytesAndAskTheRegistryTheSame(Schema schema) throws Throwable {
        for (byte[] avro : randomRecords(schema)) {
            byte[] ours = serializer(Map.of()).serialize(TOPIC, value(schema, avro));
            byte[] theirs = confluent.write(settings(Map.of()), TOPIC, schema.toString(), avro);
            assertThat(ours).isEqualTo(theirs);
        }
        assertSameRequests();
    }

    @ParameterizedTest
    @MethodSource("everyEvent")
    void bothReadWhatTheOtherWroteIntoGeneratedClasses(Schema schema) throws Throwable {
        bothReadWhatTheOtherWrote(schema, "true");
    }

    @ParameterizedTest
    @MethodSource("everyEvent")
    void bothReadWhatTheOtherWroteIntoGenericRecords(Schema schema) throws Throwable {
        bothReadWhatTheOtherWrote(schema, "false");
    }

    private void bothReadWhatTheOtherWrote(Schema schema, String specific) throws Throwable {
        Map<String, Object> settings = settings(Map.of("specific.avro.reader", specific));
        AvroDeserializer<Object> deserializer = new AvroDeserializer<>();
        deserializer.configure(settings, false);
        for (byte[] avro : randomRecords(schema)) {
            byte[] ours = serializer(Map.of()).serialize(TOPIC, value(schema, avro));
            byte[] theirs = confluent.write(settings, TOPIC, schema.toString(), avro);
            Object read = deserializer.deserialize(TOPIC, theirs);
            String typeAndText = confluent.read(settings, TOPIC, ours);
            String type = typeAndText.substring(0, typeAndText.indexOf(' '));
            assertThat(type).isEqualTo(read.getClass().getName());
            assertSameJson(typeAndText.substring(type.length()), read.toString());
        }
    }

    /** A map's entries may come in any order. */
    private static void assertSameJson(String theirs, String ours) throws IOException {
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readTree(theirs)).isEqualTo(json.readTree(ours));
    }

    @Test
    void aSchemaIsLookedUpAlikeWithoutRegistration() throws Throwable {
        Schema schema = ModelArtifactChunk.getClassSchema();
        registry.has(schema);
        Map<String, Object> lookUp = Map.of("auto.register.schemas", "false");
        byte[] avro = randomRecords(schema).get(0);
        byte[] ours = serializer(lookUp).serialize(TOPIC, value(schema, avro));
        byte[] theirs = confluent.write(settings(lookUp), TOPIC, schema.toString(), avro);
        assertThat(ours).isEqualTo(theirs);
        assertSameRequests();
    }

    @Test
    void topLevelBytesAndTextsAreWrittenAndReadAlike() throws Throwable {
        byte[] bytes = serializer(Map.of()).serialize(TOPIC, new byte[] {7, 8, 9});
        byte[] avroBytes = Samples.avro(encoder -> encoder.writeBytes(new byte[] {7, 8, 9}));
        assertThat(bytes).isEqualTo(confluent.write(settings(Map.of()), TOPIC, "\"bytes\"", avroBytes));

        byte[] text = serializer(Map.of()).serialize(TOPIC, "seven");
        byte[] avroText = Samples.avro(encoder -> encoder.writeString("seven"));
        assertThat(text).isEqualTo(confluent.write(settings(Map.of()), TOPIC, "\"string\"", avroText));
        assertThat(confluent.read(settings(Map.of()), TOPIC, text)).isEqualTo("java.lang.String seven");
    }

    @Test
    void bothRefuseWhatIsNotTheirFormatWithTheSameWords() {
        byte[] foreign = {9, 0, 0, 0, 1, 2};
        AvroDeserializer<Object> deserializer = new AvroDeserializer<>();
        deserializer.configure(settings(Map.of()), false);
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> deserializer.deserialize(TOPIC, foreign))
                .withMessageStartingWith("Unknown magic byte!");
        assertThatThrownBy(() -> confluent.read(settings(Map.of()), TOPIC, foreign))
                .satisfies(e -> assertThat(e.getClass().getName()).isEqualTo(SerializationException.class.getName()))
                .hasStackTraceContaining("Unknown magic byte!");
    }

    /** The registry cannot tell the two apart. Each asks once a serializer, so repeats are left out. */
    private void assertSameRequests() {
        assertThat(registry.asked().stream().distinct()).hasSize(1);
        assertThat(registry.asked().size()).isGreaterThan(1);
    }

    private static List<byte[]> randomRecords(Schema schema) {
        Iterable<Object> random = new RandomData(new GenericData(), schema, 5, 20261101L);
        GenericDatumWriter<Object> writer = new GenericDatumWriter<>(schema);
        List<byte[]> records = new ArrayList<>();
        random.forEach(value -> records.add(Samples.avro(encoder -> writer.write(value, encoder))));
        return records;
    }

    private static Object value(Schema schema, byte[] avro) throws IOException {
        return new GenericDatumReader<>(schema).read(null, DecoderFactory.get().binaryDecoder(avro, null));
    }

    private AvroSerializer<Object> serializer(Map<String, ?> more) {
        AvroSerializer<Object> serializer = new AvroSerializer<>();
        serializer.configure(settings(more), false);
        return serializer;
    }

    private Map<String, Object> settings(Map<String, ?> more) {
        Map<String, Object> settings = new HashMap<>(registry.settings());
        settings.putAll(more);
        return settings;
    }
}
