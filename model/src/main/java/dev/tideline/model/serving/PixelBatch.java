package dev.tideline.model.serving;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.tideline.model.bundle.ModelSpec;
import dev.tideline.model.picture.Pixels;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Lays pictures side by side as the array that a model takes. */
final class PixelBatch {
    private static final int BYTE_VALUES = 256;
    /** DJL copies from memory outside the heap at once, from the heap by way of such memory, made for every batch. */
    private static final ThreadLocal<ByteBuffer> BUFFER = ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(0));

    private final ModelSpec.Input input;
    /** What each byte becomes; only {@link ModelSpec.PixelType#FLOAT32} needs it. */
    private final float[] scaled = new float[BYTE_VALUES];

    PixelBatch(ModelSpec.Input input) {
        this.input = input;
        for (int value = 0; value < BYTE_VALUES; value++) {
            scaled[value] = (float) (value * input.scale() + input.offset());
        }
    }

    /** A new array of shape [n, height, width, 3], which belongs to {@code manager}. */
    NDArray toArray(NDManager manager, List<Pixels> pictures) {
        pictures.forEach(this::checkSize);
        Shape shape = new Shape(pictures.size(), input.height(), input.width(), Pixels.CHANNELS);
        return switch (input.type()) {
            case UINT8 -> manager.create(bytes(pictures, shape), shape, DataType.UINT8);
            case FLOAT32 -> manager.create(floats(pictures, shape), shape, DataType.FLOAT32);
        };
    }

    private void checkSize(Pixels picture) {
        if (picture.height() != input.height() || picture.width() != input.width()) {
            throw new IllegalArgumentException("The model takes pictures of " + input.height() + "×" + input.width()
                    + " (height×width), not " + picture.height() + "×" + picture.width());
        }
    }

    private static ByteBuffer bytes(List<Pixels> pictures, Shape shape) {
        ByteBuffer buffer = buffer(shape.size());
        pictures.forEach(picture -> buffer.put(picture.rgb()));
        return buffer.flip();
    }

    private ByteBuffer floats(List<Pixels> pictures, Shape shape) {
        ByteBuffer buffer = buffer(shape.size() * Float.BYTES);
        for (Pixels picture : pictures) {
            for (byte value : picture.rgb()) {
                buffer.putFloat(scaled[Byte.toUnsignedInt(value)]);
            }
        }
        return buffer.flip();
    }

    /** This thread's buffer, empty, with room for so many bytes. */
    private static ByteBuffer buffer(long bytes) {
        if (BUFFER.get().capacity() < bytes) {
            BUFFER.set(ByteBuffer.allocateDirect(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder()));
        }
        return BUFFER.get().clear();
    }
}
