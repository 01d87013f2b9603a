package dev.tideline.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tideline.events.ModelArtifactChunk;
import dev.tideline.schemas.serde.RegistryPeer.Asked;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AvroSerializerTest {
    private static final Schema CHUNK = ModelArtifactChunk.getClassSchema();

    private final RegistryPeer registry = new RegistryPeer();

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void aRecordIsAZeroByteItsSchemasIdAndAvro() {
        registry.has(Samples.POINT);
        byte[] written = serializer().serialize("model-artifacts", Samples.chunk());
        byte[] avro = Samples.avro(encoder -> {
            encoder.writeString("pets");
            encoder.writeInt(3);
            encoder.writeInt(1);
            encoder.writeBytes(new byte[] {1, 2, 3});
        });
        assertThat(written).isEqualTo(Samples.framed(2, avro));
    }

    @Test
    void aSchemaIsRegisteredOnceUnderTheTopicsSubject() {
        AvroSerializer<Object> serializer = serializer();
        serializer.serialize("model-artifacts", Samples.chunk());
        serializer.serialize("model-artifacts", Samples.chunk());
        assertThat(registry.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.method()).isEqualTo("POST");
            assertThat(asked.path()).isEqualTo("/subjects/model-artifacts-value/versions?normalize=false");
            assertThat(asked.body()).startsWith("{\"schema\":\"{\\\"type\\\":\\\"record\\\"");
        });
    }

    @Test
    void keysHaveTheirOwnSubject() {
        AvroSerializer<String> serializer = new AvroSerializer<>();
        serializer.configure(registry.settings(), true);
        serializer.serialize("images", "a");
        assertThat(registry.asked())
                .extracting(Asked::path)
                .containsExactly("/subjects/images-key/versions?normalize=false");
    }

    @Test
    void withoutRegistrationASchemaIsOnlyLookedUp() {
        int id = registry.has(CHUNK);
        byte[] written = serializer(Map.of("auto.register.schemas", "false")).serialize("chunks", Samples.chunk());
        assertThat(ByteBuffer.wrap(written).getInt(1)).isEqualTo(id);
        assertThat(registry.asked())
                .extracting(Asked::path)
                .containsExactly("/subjects/chunks-value?normalize=false&deleted=false");
    }

    @Test
    void withoutRegistrationAnUnknownSchemaIsRefused() {
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() ->
                        serializer(Map.of("auto.register.schemas", "false")).serialize("chunks", Samples.chunk()))
                .withMessageContaining("chunks-value")
                .withMessageContaining("40403");
    }

    @Test
    void theLatestVersionIsWrittenWhenAskedFor() {
        Schema newer = Samples.without(Samples.with(CHUNK, "origin"), "chunk");
        int id = registry.has(newer);
        byte[] written = serializer(Map.of("auto.register.schemas", "false", "use.latest.version", "true"))
                .serialize("chunks", Samples.chunk());
        assertThat(ByteBuffer.wrap(written).getInt(1)).isEqualTo(id);
        AvroDeserializer<GenericRecord> generic = new AvroDeserializer<>();
        generic.configure(Map.of("schema.registry.url", registry.url()), false);
        assertThat(generic.deserialize("chunks", written))
                .hasToString("{\"name\": \"pets\", \"version\": 3, \"data\": \"\\u0001\\u0002\\u0003\","
                        + " \"origin\": \"none\"}");
    }

    @Test
    void aLatestVersionThatCannotHoldTheValueIsRefused() {
        registry.has(Samples.POINT);
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> serializer(Map.of("auto.register.schemas", "false", "use.latest.version", "true"))
                        .serialize("chunks", Samples.chunk()))
                .withMessageContaining("use.latest.version=false");
    }

    @Test
    void nullStaysNull() {
        assertThat(serializer().serialize("chunks", null)).isNull();
        assertThat(registry.asked()).isEmpty();
    }

    @Test
    void topLevelBytesFollowTheHeaderAsTheyAre() {
        byte[] written = serializer().serialize("raw", new byte[] {7, 8});
        assertThat(written).containsExactly(0, 0, 0, 0, 1, 7, 8);
        ByteBuffer part = ByteBuffer.wrap(new byte[] {6, 7, 8, 9}, 1, 2);
        assertThat(serializer().serialize("raw", part)).isEqualTo(written);
    }

    @Test
    void primitivesAreWrittenWithTheirOwnSchemas() {
        for (Object value : List.of(1, 2L, 3f, 4d, true, "six")) {
            byte[] written = serializer().serialize("p-" + value.getClass().getSimpleName(), value);
            AvroDeserializer<Object> deserializer = new AvroDeserializer<>();
            deserializer.configure(registry.settings(), false);
            assertThat(deserializer.deserialize("p", written)).isEqualTo(value);
        }
    }

    @Test
    void aValueWithoutASchemaIsRefused() {
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> serializer().serialize("t", new StringBuilder[0]))
                .withMessageContaining("no Avro schema");
    }

    @Test
    void aRecordWithAnUnsetFieldIsRefusedAsBadData() {
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> serializer().serialize("t", new ModelArtifactChunk()))
                .withMessageContaining("does not fit");
    }

    @Test
    void anIncompatibleSchemaIsRefusedAndNoRetryHelps() {
        registry.failsOnceWith(409, "{\"error_code\":409,\"message\":\"Schema being registered is incompatible\"}");
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> serializer().serialize("chunks", Samples.chunk()))
                .withMessageContaining("incompatible")
                .withMessageContaining("chunks-value");
        assertThat(registry.asked()).hasSize(1);
    }

    @Test
    void kafkasClientsFindTheClassesByName() {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", "localhost:9");
        settings.put("schema.registry.url", registry.url());
        settings.put("key.serializer", "org.apache.kafka.common.serialization.StringSerializer");
        settings.put("value.serializer", "dev.tideline.schemas.serde.AvroSerializer");
        settings.put("key.deserializer", "org.apache.kafka.common.serialization.StringDeserializer");
        settings.put("value.deserializer", "dev.tideline.schemas.serde.AvroDeserializer");
        try (KafkaProducer<String, Object> producer = new KafkaProducer<>(settings);
                KafkaConsumer<String, Object> consumer = new KafkaConsumer<>(settings)) {
            assertThat(producer).isNotNull();
            assertThat(consumer).isNotNull();
        }
    }

    private AvroSerializer<Object> serializer() {
        return serializer(Map.of());
    }

    private AvroSerializer<Object> serializer(Map<String, ?> more) {
        Map<String, Object> settings = new HashMap<>(registry.settings());
        settings.putAll(more);
        AvroSerializer<Object> serializer = new AvroSerializer<>();
        serializer.configure(settings, false);
        return serializer;
    }
}
