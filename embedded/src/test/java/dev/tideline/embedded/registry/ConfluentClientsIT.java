package dev.tideline.embedded.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideline.embedded.EmbeddedCluster;
import dev.tideline.events.ModelArtifactChunk;
import dev.tideline.schemas.serde.AvroSerde;
import dev.tideline.schemas.serde.AvroSerializer;
import dev.tideline.schemas.testing.Confluent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Confluent's own clients and ours, meeting at the embedded registry. */
class ConfluentClientsIT {
    private static final int HEADER_BYTES = 5;
    private static final String SCHEMA = ModelArtifactChunk.getClassSchema().toString();
    private static final ModelArtifactChunk CHUNK = ModelArtifactChunk.newBuilder()
            .setName("pets")
            .setVersion(3)
            .setChunk(1)
            .setData(ByteBuffer.wrap(new byte[] {1, 2, 3}))
            .build();

    private static EmbeddedCluster cluster;
    private static Confluent confluent;

    private final Map<String, Object> settings =
            Map.of("schema.registry.url", cluster.registryUrl(), "specific.avro.reader", "true");
    private final AvroSerde<ModelArtifactChunk> serde = AvroSerde.ofValues(ModelArtifactChunk.class, settings);

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException, ReflectiveOperationException {
        confluent = Confluent.load();
        cluster = EmbeddedCluster.start(folder);
    }

    @AfterAll
    static void stop() throws IOException {
        cluster.close();
        confluent.close();
    }

    @Test
    void whatConfluentsSerializerWritesIsReadAndWrittenAlike() throws Throwable {
        byte[] theirs = confluent.write(settings, "theirs-first", SCHEMA, avro());
        assertThat(serde.deserializer().deserialize("theirs-first", theirs)).isEqualTo(CHUNK);
        assertThat(serde.serializer().serialize("theirs-first", CHUNK)).isEqualTo(theirs);
    }

    @Test
    void whatWeWriteIsReadByConfluentsDeserializer() throws Throwable {
        byte[] ours = serde.serializer().serialize("ours-first", CHUNK);
        assertThat(confluent.read(settings, "ours-first", ours))
                .isEqualTo(ModelArtifactChunk.class.getName() + " " + CHUNK);
    }

    @Test
    void anIncompatibleSchemaIsRefusedToBoth() throws Throwable {
        serde.serializer().serialize("strict", CHUNK);
        byte[] avroText = {2, 'a'};
        assertThatThrownBy(() -> confluent.write(settings, "strict", "\"string\"", avroText))
                .hasStackTraceContaining("409");
        AvroSerializer<String> texts = new AvroSerializer<>();
        texts.configure(settings, false);
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> texts.serialize("strict", "a"))
                .withMessageContaining("409");
    }

    @Test
    void anUnknownIdIsBadDataToBoth() {
        byte[] foreign = {0, 0, 15, 66, 64, 0};
        assertThatThrownBy(() -> confluent.read(settings, "any", foreign)).hasStackTraceContaining("40403");
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> serde.deserializer().deserialize("any", foreign))
                .withMessageContaining("40403");
    }

    private byte[] avro() {
        byte[] written = serde.serializer().serialize("avro", CHUNK);
        return Arrays.copyOfRange(written, HEADER_BYTES, written.length);
    }
}
