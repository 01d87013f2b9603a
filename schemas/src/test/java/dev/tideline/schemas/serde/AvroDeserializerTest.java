package dev.tideline.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tideline.events.ModelAlias;
import dev.tideline.events.ModelArtifactChunk;
import dev.tideline.schemas.serde.RegistryPeer.Asked;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroDeserializerTest {
    private static final Schema CHUNK = ModelArtifactChunk.getClassSchema();

    private final RegistryPeer registry = new RegistryPeer();
    private final AvroSerde<ModelArtifactChunk> serde =
            AvroSerde.ofValues(ModelArtifactChunk.class, registry.settings());

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void whatWasWrittenIsReadBack() {
        byte[] written = serde.serializer().serialize("chunks", Samples.chunk());
        assertThat(read(written)).isEqualTo(Samples.chunk());
    }

    @Test
    void aSchemaIsFetchedOnce() {
        byte[] written = Samples.framed(registry.has(CHUNK), chunkBody());
        read(written);
        read(written);
        assertThat(registry.asked())
                .extracting(Asked::path)
                .containsExactly("/schemas/ids/1?fetchMaxId=false&subject=chunks-value");
    }

    @Test
    void aBufferInsideALargerOneIsReadInPlace() {
        byte[] written = serde.serializer().serialize("chunks", Samples.chunk());
        ByteBuffer larger = ByteBuffer.allocate(written.length + 20);
        larger.position(7).put(written).flip().position(7);
        assertThat(serde.deserializer().deserialize("chunks", new RecordHeaders(), larger))
                .isEqualTo(Samples.chunk());
        assertThat(larger.position()).isEqualTo(7);
        ByteBuffer direct =
                ByteBuffer.allocateDirect(written.length).put(written).flip();
        assertThat(serde.deserializer().deserialize("chunks", new RecordHeaders(), direct))
                .isEqualTo(Samples.chunk());
    }

    @Test
    void withoutASpecificReaderRecordsAreGeneric() {
        AvroDeserializer<GenericRecord> generic = new AvroDeserializer<>();
        generic.configure(Map.of("schema.registry.url", registry.url()), false);
        GenericRecord record = generic.deserialize("chunks", Samples.framed(registry.has(CHUNK), chunkBody()));
        assertThat(record.get("version")).isEqualTo(3);
        assertThat(record.getSchema()).isEqualTo(CHUNK);
    }

    @Test
    void aRecordOfANewerSchemaIsReadIntoTodaysClass() {
        Schema newer = Samples.with(CHUNK, "origin");
        byte[] body = Samples.avro(encoder -> {
            encoder.writeFixed(chunkBody());
            encoder.writeString("elsewhere");
        });
        assertThat(read(Samples.framed(registry.has(newer), body))).isEqualTo(Samples.chunk());
    }

    @Test
    void aFieldThatAnOlderSchemaLacksGetsItsDefault() {
        Schema alias = ModelAlias.getClassSchema();
        byte[] body = Samples.avro(encoder -> {
            encoder.writeString("pets");
            encoder.writeString("production");
            encoder.writeInt(2);
            encoder.writeIndex(0);
            encoder.writeLong(0);
            encoder.writeString("trainer");
        });
        AvroSerde<ModelAlias> aliases = AvroSerde.ofValues(ModelAlias.class, registry.settings());
        byte[] older = Samples.framed(registry.has(Samples.without(alias, "reason")), body);
        assertThat(aliases.deserializer().deserialize("aliases", older).getReason())
                .isEmpty();
    }

    @Test
    void aRecordWithoutAClassIsRefusedWithAnAdvice() {
        byte[] foreign = Samples.framed(registry.has(Samples.POINT), new byte[] {2, 0});
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> read(foreign))
                .withMessageContaining("elsewhere.Point")
                .withMessageContaining("specific.avro.reader=false");
    }

    @Test
    void aRecordOfAnotherKindThanExpectedIsBadData() {
        AvroSerde<ModelAlias> aliases = AvroSerde.ofValues(ModelAlias.class, registry.settings());
        byte[] alias = aliases.serializer()
                .serialize(
                        "chunks",
                        ModelAlias.newBuilder()
                                .setName("pets")
                                .setAlias("production")
                                .setVersion(1)
                                .setSetAt(Instant.EPOCH)
                                .build());

        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> serde.deserializer().deserialize("chunks", alias))
                .withMessage("A record of topic chunks is a ModelAlias, not a ModelArtifactChunk.");
    }

    @Test
    void nullStaysNull() {
        assertThat(serde.deserializer().deserialize("chunks", null)).isNull();
        assertThat(serde.deserializer().deserialize("chunks", new RecordHeaders(), (ByteBuffer) null))
                .isNull();
    }

    @Test
    void whatIsNotInTheWireFormatIsBadDataAndTheRegistryIsNotAsked() {
        for (byte[] bytes : List.of(new byte[0], new byte[] {0, 0, 0}, new byte[] {1, 0, 0, 0, 1, 0})) {
            assertThatExceptionOfType(SerializationException.class)
                    .isThrownBy(() -> read(bytes))
                    .withMessageStartingWith("Unknown magic byte!");
        }
        assertThat(registry.asked()).isEmpty();
    }

    @Test
    void anUnknownIdIsBadData() {
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> read(Samples.framed(99, chunkBody())))
                .withMessageContaining("schema id 99")
                .withMessageContaining("40403");
    }

    @Test
    void a404OfSomeOtherServerIsNotBadData() {
        registry.failsOnceWith(404, "<html>no such page</html>");
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> read(Samples.framed(1, chunkBody())))
                .withMessageContaining("schema.registry.url");
    }

    @Test
    void aRecordCutAnywhereIsBadData() {
        byte[] whole = Samples.framed(registry.has(CHUNK), chunkBody());
        for (int length = 5; length < whole.length; length++) {
            byte[] cut = Samples.cut(whole, length);
            assertThatExceptionOfType(SerializationException.class).isThrownBy(() -> read(cut));
        }
    }

    @Test
    void bytesLeftOverAreBadData() {
        byte[] whole = Samples.framed(registry.has(CHUNK), chunkBody());
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> read(Samples.cut(whole, whole.length + 2)))
                .withMessageContaining("2 bytes are left over");
    }

    @ParameterizedTest
    @ValueSource(longs = {100, Integer.MAX_VALUE - 8, Long.MAX_VALUE, -1})
    void aLengthBeyondTheRecordTakesNoMemory(long claimed) {
        AvroDeserializer<GenericRecord> generic = new AvroDeserializer<>();
        generic.configure(Map.of("schema.registry.url", registry.url()), false);
        byte[] text = Samples.avro(encoder -> encoder.writeLong(claimed));
        byte[] bytes = Samples.avro(encoder -> {
            encoder.writeString("pets");
            encoder.writeInt(1);
            encoder.writeInt(1);
            encoder.writeLong(claimed);
        });
        byte[] array = Samples.avro(encoder -> {
            encoder.writeInt(1);
            encoder.writeLong(claimed);
        });
        for (byte[] record : List.of(
                Samples.framed(registry.has(CHUNK), text),
                Samples.framed(registry.has(CHUNK), bytes),
                Samples.framed(registry.has(Samples.POINT), array))) {
            assertThatExceptionOfType(SerializationException.class)
                    .isThrownBy(() -> generic.deserialize("chunks", record));
        }
    }

    @Test
    void aLongListOfItemsIsRead() {
        AvroDeserializer<GenericRecord> generic = new AvroDeserializer<>();
        generic.configure(Map.of("schema.registry.url", registry.url()), false);
        byte[] record = Samples.avro(encoder -> {
            encoder.writeInt(1);
            encoder.writeArrayStart();
            encoder.setItemCount(50_000);
            for (int i = 0; i < 50_000; i++) {
                encoder.writeString("");
            }
            encoder.writeArrayEnd();
        });
        GenericRecord read = generic.deserialize("points", Samples.framed(registry.has(Samples.POINT), record));
        assertThat((List<?>) read.get("tags")).hasSize(50_000);
    }

    /** A map's entry of ten bytes takes hundreds in memory. */
    @Test
    void moreItemsThanAnybodyNeedsAreBadDataHoweverTheyAreDividedIntoBlocks() {
        AvroDeserializer<GenericRecord> generic = new AvroDeserializer<>();
        generic.configure(Map.of("schema.registry.url", registry.url()), false);
        byte[] record = Samples.avro(encoder -> {
            encoder.writeInt(1);
            for (int i = 0; i <= BoundedDecoder.MOST_ITEMS; i++) {
                encoder.writeLong(1);
                encoder.writeString("");
            }
            encoder.writeLong(0);
        });
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> generic.deserialize("points", Samples.framed(registry.has(Samples.POINT), record)))
                .withMessageContaining("more than 100000 items");
    }

    @Test
    void aRecordThatHoldsItselfWithoutEndIsBadData() {
        Schema doll = Samples.schema(
                """
                {"type": "record", "name": "Doll", "fields": [{"name": "inner", "type": ["null", "Doll"]}]}""");
        AvroDeserializer<GenericRecord> generic = new AvroDeserializer<>();
        generic.configure(Map.of("schema.registry.url", registry.url()), false);
        byte[] record = Samples.avro(encoder -> {
            for (int i = 0; i < 1_000_000; i++) {
                encoder.writeIndex(1);
            }
            encoder.writeIndex(0);
        });
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> generic.deserialize("dolls", Samples.framed(registry.has(doll), record)));
    }

    @Test
    void manyThreadsMayShareOneSerde() {
        IntStream.range(0, 2_000).parallel().forEach(i -> {
            ModelArtifactChunk chunk =
                    ModelArtifactChunk.newBuilder(Samples.chunk()).setChunk(i).build();
            String topic = "chunks-" + i % 3;
            byte[] written = serde.serializer().serialize(topic, chunk);
            assertThat(serde.deserializer().deserialize(topic, written)).isEqualTo(chunk);
        });
    }

    private ModelArtifactChunk read(byte[] record) {
        return serde.deserializer().deserialize("chunks", record);
    }

    private static byte[] chunkBody() {
        return Samples.avro(encoder -> {
            encoder.writeString("pets");
            encoder.writeInt(3);
            encoder.writeInt(1);
            encoder.writeBytes(new byte[] {1, 2, 3});
        });
    }
}
