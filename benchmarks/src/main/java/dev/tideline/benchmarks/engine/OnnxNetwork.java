package dev.tideline.benchmarks.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.tideline.model.picture.Pixels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * ONNX Runtime at its best: every graph optimization, and its input written into memory outside the heap that is used
 * again and again, which it reads without a copy. Input {@code images} of shape [n, 3, h, w] in [-1, 1].
 */
final class OnnxNetwork implements Network {
    private static final String INPUT = "images";
    private static final int BYTE_VALUES = 256;

    private final OrtEnvironment environment;
    private final OrtSession session;
    /** What each byte becomes. */
    private final float[] scaled = new float[BYTE_VALUES];

    private final ThreadLocal<FloatBuffer> inputs = ThreadLocal.withInitial(() -> direct(0));

    private OnnxNetwork(OrtEnvironment environment, OrtSession session) {
        this.environment = environment;
        this.session = session;
        for (int value = 0; value < BYTE_VALUES; value++) {
            scaled[value] = value / 127.5f - 1;
        }
    }

    static OnnxNetwork load(Path file, Streams streams) throws IOException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(streams.threads());
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            return new OnnxNetwork(environment, environment.createSession(file.toString(), options));
        } catch (OrtException e) {
            throw new IOException("ONNX Runtime cannot load " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Answer classify(List<Pixels> batch) {
        int height = batch.get(0).height();
        int width = batch.get(0).width();
        FloatBuffer input = input(batch, height * width);
        long begin = System.nanoTime();
        long[] shape = {batch.size(), Pixels.CHANNELS, height, width};
        try (OnnxTensor images = OnnxTensor.createTensor(environment, input, shape);
                OrtSession.Result result = session.run(Map.of(INPUT, images))) {
            FloatBuffer output = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[][] scores = new float[batch.size()][output.remaining() / batch.size()];
            for (float[] row : scores) {
                output.get(row);
            }
            return new Answer(scores, System.nanoTime() - begin);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed on a batch of " + batch.size(), e);
        }
    }

    /** The pictures, channel by channel. */
    private FloatBuffer input(List<Pixels> batch, int places) {
        int floats = batch.size() * Pixels.CHANNELS * places;
        if (inputs.get().capacity() < floats) {
            inputs.set(direct(floats));
        }
        FloatBuffer input = inputs.get().clear();
        float[] planes = new float[Pixels.CHANNELS * places];
        for (Pixels picture : batch) {
            byte[] rgb = picture.rgb();
            for (int place = 0; place < places; place++) {
                for (int channel = 0; channel < Pixels.CHANNELS; channel++) {
                    int value = Byte.toUnsignedInt(rgb[place * Pixels.CHANNELS + channel]);
                    planes[channel * places + place] = scaled[value];
                }
            }
            input.put(planes);
        }
        return input.flip();
    }

    private static FloatBuffer direct(int floats) {
        return ByteBuffer.allocateDirect(floats * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime did not close its session", e);
        }
    }
}
