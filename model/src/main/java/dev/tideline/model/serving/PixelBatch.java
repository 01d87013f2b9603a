package dev.tideline.model.serving;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.tideline.model.bundle.ModelSpec;
import dev.tideline.model.picture.Pixels;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;

/** Lays pictures side by side as the array that a model takes. */
final class PixelBatch {
    private static final int BYTE_VALUES = 256;

    private final ModelSpec.Input input;
    /** What each byte becomes; only {@link ModelSpec.PixelType#FLOAT32} needs it. */
    private final float[] scaled = new float[BYTE_VALUES];

    PixelBatch(ModelSpec.Input input) {
        this.input = input;
        for (int value = 0; value < BYTE_VALUES; value++) {
            scaled[value] = (float) (value * input.scale() + input.offset());
        }
    }

    /** The array of shape [n, height, width, 3], which belongs to {@code manager}. */
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
        ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(shape.size()));
        pictures.forEach(picture -> buffer.put(picture.rgb()));
        return buffer.flip();
    }

    private FloatBuffer floats(List<Pixels> pictures, Shape shape) {
        FloatBuffer buffer = FloatBuffer.allocate(Math.toIntExact(shape.size()));
        for (Pixels picture : pictures) {
            for (byte value : picture.rgb()) {
                buffer.put(scaled[Byte.toUnsignedInt(value)]);
            }
        }
        return buffer.flip();
    }
}
