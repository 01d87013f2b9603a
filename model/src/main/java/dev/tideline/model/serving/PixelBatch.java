package dev.tideline.model.serving;

import dev.tideline.model.bundle.ModelSpec;
import dev.tideline.model.picture.Pixels;
import java.util.List;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** Lays pictures side by side as the tensor that a model takes. */
final class PixelBatch {
    private static final int BYTE_VALUES = 256;

    private final ModelSpec.Input input;
    private final int valuesAPicture;
    /** What each byte becomes; only {@link ModelSpec.PixelType#FLOAT32} needs it. */
    private final float[] scaled = new float[BYTE_VALUES];

    PixelBatch(ModelSpec.Input input) {
        this.input = input;
        this.valuesAPicture = input.height() * input.width() * Pixels.CHANNELS;
        for (int value = 0; value < BYTE_VALUES; value++) {
            scaled[value] = (float) (value * input.scale() + input.offset());
        }
    }

    /** A new tensor of shape [n, height, width, 3], which the caller closes. */
    Tensor toTensor(List<Pixels> pictures) {
        pictures.forEach(this::checkSize);
        Shape shape = Shape.of(pictures.size(), input.height(), input.width(), Pixels.CHANNELS);
        return switch (input.type()) {
            case UINT8 -> TUint8.tensorOf(shape, tensor -> putBytes(pictures, tensor));
            case FLOAT32 -> TFloat32.tensorOf(shape, tensor -> putFloats(pictures, tensor));
        };
    }

    private void checkSize(Pixels picture) {
        if (picture.height() != input.height() || picture.width() != input.width()) {
            throw new IllegalArgumentException("The model takes pictures of " + input.height() + "×" + input.width()
                    + " (height×width), not " + picture.height() + "×" + picture.width());
        }
    }

    private void putBytes(List<Pixels> pictures, TUint8 tensor) {
        ByteDataBuffer values = tensor.asRawTensor().data();
        for (int i = 0; i < pictures.size(); i++) {
            values.offset((long) i * valuesAPicture).write(pictures.get(i).rgb());
        }
    }

    private void putFloats(List<Pixels> pictures, TFloat32 tensor) {
        FloatDataBuffer values = tensor.asRawTensor().data().asFloats();
        float[] floats = new float[valuesAPicture];
        for (int i = 0; i < pictures.size(); i++) {
            byte[] rgb = pictures.get(i).rgb();
            for (int j = 0; j < valuesAPicture; j++) {
                floats[j] = scaled[Byte.toUnsignedInt(rgb[j])];
            }
            values.offset((long) i * valuesAPicture).write(floats);
        }
    }
}
