package dev.tideline.trainer.labeling;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Function;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * How the join's state is written. It is the join's own and needs no registry: a first byte names the form, so that a
 * later release can read what an earlier one wrote. Form 1 did not say since when a label waits.
 */
final class StateSerdes {
    private static final int FORM = 2;

    private StateSerdes() {}

    private interface Writer<T> {
        void write(T value, DataOutputStream out) throws IOException;
    }

    private interface Reader<T> {
        T read(int form, DataInputStream in) throws IOException;
    }

    /** Of any length, unlike {@link DataOutputStream#writeUTF}. */
    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    static Serde<PicturePosition> positions() {
        return of(
                (position, out) -> {
                    out.writeByte(
                            switch (position.home()) {
                                case IMAGES -> 'i';
                                case LABELED_IMAGES -> 'l';
                            });
                    out.writeLong(position.offset());
                    out.writeLong(position.writtenAt().toEpochMilli());
                },
                (form, in) ->
                        new PicturePosition(home(in.readByte()), in.readLong(), Instant.ofEpochMilli(in.readLong())));
    }

    static Serde<Prediction> predictions() {
        return of(
                (prediction, out) -> {
                    writeText(out, prediction.label());
                    writeText(out, prediction.modelName());
                    out.writeInt(prediction.modelVersion());
                    out.writeLong(prediction.madeAt().toEpochMilli());
                },
                (form, in) ->
                        new Prediction(readText(in), readText(in), in.readInt(), Instant.ofEpochMilli(in.readLong())));
    }

    static Serde<LabelState> labels() {
        return of(
                (state, out) -> {
                    out.writeBoolean(state.joined());
                    out.writeLong(state.label().labeledAt().toEpochMilli());
                    writeText(out, state.label().label());
                    writeText(out, state.label().labeledBy());
                    if (!state.joined()) {
                        out.writeLong(state.waitingSince().orElseThrow().toEpochMilli());
                    }
                },
                (form, in) -> {
                    boolean joined = in.readBoolean();
                    Instant labeledAt = Instant.ofEpochMilli(in.readLong());
                    Label label = new Label(readText(in), labeledAt, readText(in));
                    if (joined) {
                        return LabelState.joined(label);
                    }
                    return LabelState.waiting(label, form == 1 ? labeledAt : Instant.ofEpochMilli(in.readLong()));
                });
    }

    static Serde<Forgotten> forgotten() {
        return of(
                (forgotten, out) -> out.writeLong(forgotten.at().toEpochMilli()),
                (form, in) -> new Forgotten(Instant.ofEpochMilli(in.readLong())));
    }

    static Serde<OwnWrites> writes() {
        return of(
                (writes, out) -> {
                    out.writeLong(writes.last());
                    out.writeByte(
                            switch (writes.awaited()) {
                                case NOTHING -> 'n';
                                case PICTURE -> 'p';
                                case TOMBSTONE -> 't';
                            });
                },
                (form, in) -> new OwnWrites(in.readLong(), awaited(in.readByte())));
    }

    private static PicturePosition.Home home(byte code) throws IOException {
        return switch (code) {
            case 'i' -> PicturePosition.Home.IMAGES;
            case 'l' -> PicturePosition.Home.LABELED_IMAGES;
            default -> throw new IOException("no topic has the code " + code);
        };
    }

    private static OwnWrites.Awaited awaited(byte code) throws IOException {
        return switch (code) {
            case 'n' -> OwnWrites.Awaited.NOTHING;
            case 'p' -> OwnWrites.Awaited.PICTURE;
            case 't' -> OwnWrites.Awaited.TOMBSTONE;
            default -> throw new IOException("nothing that is awaited has the code " + code);
        };
    }

    private static <T> Serde<T> of(Writer<T> writer, Reader<T> reader) {
        Function<T, byte[]> toBytes = value -> {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (DataOutputStream out = new DataOutputStream(bytes)) {
                out.writeByte(FORM);
                writer.write(value, out);
            } catch (IOException e) {
                throw new SerializationException("The state " + value + " cannot be written: " + e.getMessage(), e);
            }
            return bytes.toByteArray();
        };
        Function<byte[], T> toValue = bytes -> {
            try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
                int form = in.readUnsignedByte();
                if (form > FORM) {
                    throw new IOException("form " + form + " was written by a later release");
                }
                return reader.read(form, in);
            } catch (IOException e) {
                throw new SerializationException("State of the join cannot be read: " + e.getMessage(), e);
            }
        };
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : toBytes.apply(value),
                (topic, bytes) -> bytes == null ? null : toValue.apply(bytes));
    }
}
