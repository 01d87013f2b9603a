package dev.tideline.classifier.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Values for the topic images, written field by field, so that they can be wrong where Avro's own writer never is. */
final class HostileEvents {
    /** Magic byte and schema id. */
    private static final int HEADER = 5;

    private static final int GIVEN = 1;
    private static final int ABSENT = 0;

    private final Random random;
    private final int schemaId;

    /** A part of an event. */
    interface Part {
        void write(BinaryEncoder encoder) throws IOException;
    }

    HostileEvents(Random random, int schemaId) {
        this.random = random;
        this.schemaId = schemaId;
    }

    /** An event like any other. */
    byte[] event(String id, byte[] picture) {
        return event(id, given(picture), encoder -> {});
    }

    /** @param attributes how its map begins, and all its items */
    byte[] event(String id, Part picture, Part attributes) {
        return inWireFormat(schemaId, encoder -> {
            encoder.writeString(id);
            encoder.writeString("a source");
            writeAfterSource(encoder, picture, attributes);
        });
    }

    private static void writeAfterSource(BinaryEncoder encoder, Part picture, Part attributes) throws IOException {
        encoder.writeString("");
        picture.write(encoder);
        encoder.writeIndex(ABSENT);
        encoder.writeIndex(ABSENT);
        encoder.writeIndex(ABSENT);
        encoder.writeLong(System.currentTimeMillis());
        attributes.write(encoder);
        encoder.writeLong(0);
    }

    static byte[] inWireFormat(int schemaId, Part value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(schemaId).array());
        try {
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            value.write(encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static Part given(byte[] picture) {
        return encoder -> {
            encoder.writeIndex(GIVEN);
            encoder.writeBytes(picture);
        };
    }

    /** @param source where the picture says that it comes from */
    byte[] withSource(String id, String source, byte[] picture) {
        return inWireFormat(schemaId, encoder -> {
            encoder.writeString(id);
            encoder.writeString(source);
            writeAfterSource(encoder, given(picture), none -> {});
        });
    }

    /** Says neither the picture's digest nor its length. */
    byte[] incompleteClaimCheck(String id) {
        return claimCheck(id, anyForbiddenAddress(), absent(), absent());
    }

    /** Complete, but for a place that nobody may be made to read. */
    byte[] forbiddenClaimCheck(String id) {
        return claimCheck(id, anyForbiddenAddress(), digest(), length(1 + random.nextInt(100_000)));
    }

    byte[] enormousClaimCheck(String id) {
        long[] lengths = {1L << 26, Integer.MAX_VALUE, Integer.MAX_VALUE + 1L, Long.MAX_VALUE};
        return claimCheck(id, anyForbiddenAddress(), digest(), length(lengths[random.nextInt(lengths.length)]));
    }

    private String anyForbiddenAddress() {
        String[] addresses = {
            "file:///etc/passwd",
            "http://169.254.169.254/latest/",
            "https://127.0.0.1/../secret",
            "/etc/passwd",
            "%",
            ""
        };
        return addresses[random.nextInt(addresses.length)];
    }

    private static Part absent() {
        return encoder -> encoder.writeIndex(ABSENT);
    }

    private static Part digest() {
        return encoder -> {
            encoder.writeIndex(GIVEN);
            encoder.writeString("0".repeat(64));
        };
    }

    private static Part length(long length) {
        return encoder -> {
            encoder.writeIndex(GIVEN);
            encoder.writeLong(length);
        };
    }

    private byte[] claimCheck(String id, String uri, Part sha256, Part length) {
        return inWireFormat(schemaId, encoder -> {
            encoder.writeString(id);
            encoder.writeString("");
            encoder.writeString("");
            encoder.writeIndex(ABSENT);
            encoder.writeIndex(GIVEN);
            encoder.writeString(uri);
            sha256.write(encoder);
            length.write(encoder);
            encoder.writeLong(System.currentTimeMillis());
            encoder.writeLong(0);
        });
    }

    byte[] withoutPicture(String id) {
        return event(id, absent(), encoder -> {});
    }

    byte[] wrongMagicByte(String id, byte[] picture) {
        byte[] value = event(id, picture);
        value[0] = (byte) random.nextInt(1, 256);
        return value;
    }

    byte[] ofSchema(int other, String id, byte[] picture) {
        byte[] value = event(id, picture);
        ByteBuffer.wrap(value).putInt(1, other);
        return value;
    }

    byte[] cutShort(String id, byte[] picture) {
        byte[] value = event(id, picture);
        return Arrays.copyOf(value, random.nextInt(HEADER, value.length));
    }

    byte[] withBytesLeftOver(String id, byte[] picture) {
        byte[] value = event(id, picture);
        return Arrays.copyOf(value, value.length + random.nextInt(1, 100));
    }

    byte[] shorterThanItsHeader() {
        return new byte[random.nextInt(HEADER)];
    }

    /** The picture claims to be as long as no array can be, or longer, or of less than no bytes. */
    byte[] impossibleLength(String id) {
        long[] lengths = {Integer.MAX_VALUE, Integer.MAX_VALUE - 8L, Long.MAX_VALUE, 1L << 40, -1, Long.MIN_VALUE};
        long length = lengths[random.nextInt(lengths.length)];
        return event(
                id,
                encoder -> {
                    encoder.writeIndex(GIVEN);
                    encoder.writeLong(length);
                },
                encoder -> {});
    }

    /** The attributes claim to be more than there are bytes. */
    byte[] impossibleCount(String id, byte[] picture) {
        long[] counts = {Integer.MAX_VALUE, Long.MAX_VALUE, 1L << 33, Long.MIN_VALUE + 1};
        long count = counts[random.nextInt(counts.length)];
        return event(id, given(picture), encoder -> {
            encoder.writeLong(count);
            if (count < 0) {
                encoder.writeLong(Long.MAX_VALUE);
            }
            encoder.writeString("only");
            encoder.writeString("one");
        });
    }

    byte[] impossibleUnionIndex(String id) {
        int[] indexes = {2, -1, Integer.MAX_VALUE, Integer.MIN_VALUE};
        int index = indexes[random.nextInt(indexes.length)];
        return event(id, encoder -> encoder.writeIndex(index), encoder -> {});
    }

    /** Attributes in blocks of one, each with its size, as Avro allows. */
    byte[] manyAttributes(String id, byte[] picture, int count) {
        return event(id, given(picture), encoder -> {
            for (int i = 0; i < count; i++) {
                byte[] key = Integer.toString(i, Character.MAX_RADIX).getBytes(StandardCharsets.US_ASCII);
                encoder.writeLong(-1);
                encoder.writeLong(key.length + 2L);
                encoder.writeBytes(key);
                encoder.writeString("");
            }
        });
    }
}
