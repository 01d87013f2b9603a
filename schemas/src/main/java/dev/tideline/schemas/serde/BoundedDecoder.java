package dev.tideline.schemas.serde;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.util.Utf8;

/**
 * Decodes Avro's binary form and takes no length at its word: a text, a byte string or a collection that claims to be
 * longer than the bytes that are left ends in an {@link EOFException} before memory is taken for it. Avro's own decoder
 * allocates first, up to 2 GB for a few crafted bytes. A value holds a limited number of items too: in memory a small item
 * takes more than twenty times its bytes.
 */
final class BoundedDecoder extends Decoder {
    /** Items may take no bytes (nulls, empty records), so a short collection is believed. */
    private static final int ITEMS_BELIEVED = 1024;

    /** Far more than anybody's labels or attributes. */
    static final int MOST_ITEMS = 100_000;

    private final BinaryDecoder decoder;
    private final InputStream rest;
    private long items;

    BoundedDecoder(byte[] bytes, int offset, int length) {
        decoder = DecoderFactory.get().binaryDecoder(bytes, offset, length, null);
        rest = decoder.inputStream();
    }

    /** How many bytes were not read. */
    int remaining() throws IOException {
        return rest.available();
    }

    private int length() throws IOException {
        long length = decoder.readLong();
        if (length < 0 || length > remaining()) {
            throw new EOFException("a length of " + length + " where " + remaining() + " bytes are left");
        }
        return (int) length;
    }

    private long items(long count) throws IOException {
        if (count > ITEMS_BELIEVED && count > remaining()) {
            throw new EOFException("a count of " + count + " items where " + remaining() + " bytes are left");
        }
        items += Math.max(0, count);
        if (items > MOST_ITEMS) {
            throw new IOException("more than " + MOST_ITEMS + " items in its arrays and maps");
        }
        return count;
    }

    private byte[] bytes() throws IOException {
        byte[] bytes = new byte[length()];
        decoder.readFixed(bytes);
        return bytes;
    }

    @Override
    public Utf8 readString(Utf8 old) throws IOException {
        return new Utf8(bytes());
    }

    @Override
    public String readString() throws IOException {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void skipString() throws IOException {
        decoder.skipFixed(length());
    }

    @Override
    public ByteBuffer readBytes(ByteBuffer old) throws IOException {
        return ByteBuffer.wrap(bytes());
    }

    @Override
    public void skipBytes() throws IOException {
        decoder.skipFixed(length());
    }

    @Override
    public long readArrayStart() throws IOException {
        return items(decoder.readArrayStart());
    }

    @Override
    public long arrayNext() throws IOException {
        return items(decoder.arrayNext());
    }

    @Override
    public long skipArray() throws IOException {
        return items(decoder.skipArray());
    }

    @Override
    public long readMapStart() throws IOException {
        return items(decoder.readMapStart());
    }

    @Override
    public long mapNext() throws IOException {
        return items(decoder.mapNext());
    }

    @Override
    public long skipMap() throws IOException {
        return items(decoder.skipMap());
    }

    @Override
    public void readNull() throws IOException {
        decoder.readNull();
    }

    @Override
    public boolean readBoolean() throws IOException {
        return decoder.readBoolean();
    }

    @Override
    public int readInt() throws IOException {
        return decoder.readInt();
    }

    @Override
    public long readLong() throws IOException {
        return decoder.readLong();
    }

    @Override
    public float readFloat() throws IOException {
        return decoder.readFloat();
    }

    @Override
    public double readDouble() throws IOException {
        return decoder.readDouble();
    }

    @Override
    public void readFixed(byte[] bytes, int start, int length) throws IOException {
        decoder.readFixed(bytes, start, length);
    }

    @Override
    public void skipFixed(int length) throws IOException {
        decoder.skipFixed(length);
    }

    @Override
    public int readEnum() throws IOException {
        return decoder.readEnum();
    }

    @Override
    public int readIndex() throws IOException {
        return decoder.readIndex();
    }
}
