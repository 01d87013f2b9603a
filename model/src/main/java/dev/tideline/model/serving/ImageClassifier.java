package dev.tideline.model.serving;

import dev.tideline.model.bundle.InvalidBundleException;
import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.bundle.ModelSpec;
import dev.tideline.model.picture.Pixels;
import dev.tideline.model.tensorflow.RuntimeOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.tensorflow.Result;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.DataType;

/**
 * A loaded model, ready to classify pictures of its input size.
 *
 * <p>Threading: {@link #classify} may be called from any number of threads; TensorFlow runs one session for all of them.
 * {@link #close} waits for the batches under way.
 *
 * <p>Memory: what a batch needs is freed before {@link #classify} returns.
 */
public final class ImageClassifier implements AutoCloseable {
    private final ModelBundle bundle;
    private final SavedNetwork network;
    private final PixelBatch pixelBatch;
    /** Held for reading by every batch, for writing by close: a session must not vanish under a batch. */
    private final ReadWriteLock inUse = new ReentrantReadWriteLock();

    private boolean closed;

    private ImageClassifier(ModelBundle bundle, SavedNetwork network) {
        this.bundle = bundle;
        this.network = network;
        this.pixelBatch = new PixelBatch(bundle.spec().input());
    }

    /**
     * Loads a bundle, and asks it about a blank picture to see that it takes and gives what its {@code model.json} says.
     *
     * @throws InvalidBundleException when TensorFlow cannot load it, or it is not the model that {@code model.json}
     *     describes
     */
    public static ImageClassifier load(ModelBundle bundle, RuntimeOptions options) throws IOException {
        ImageClassifier classifier = new ImageClassifier(bundle, SavedNetwork.load(bundle, options));
        try {
            classifier.probe();
            return classifier;
        } catch (InvalidBundleException | RuntimeException e) {
            classifier.close();
            throw e;
        }
    }

    /** What the model's bundle says of it. */
    public ModelSpec spec() {
        return bundle.spec();
    }

    /** How the model's own signature names what it takes and gives. */
    public ModelSignature signature() {
        return network.signature();
    }

    /**
     * Classifies a batch.
     *
     * @param batch pictures of the model's input size
     * @return a classification for each picture, in the same order
     * @throws IllegalArgumentException when a picture has another size
     * @throws IllegalStateException after {@link #close}
     */
    public List<Classification> classify(List<Pixels> batch) {
        if (batch.isEmpty()) {
            return List.of();
        }
        inUse.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("The model of " + bundle.folder() + " is closed");
            }
            return run(batch);
        } finally {
            inUse.readLock().unlock();
        }
    }

    /**
     * Classifies blank pictures in batches of these sizes, so that the first real batches find TensorFlow's memory and
     * plans ready.
     */
    public void warm(int... batchSizes) {
        for (int size : batchSizes) {
            classify(Collections.nCopies(size, blank()));
        }
    }

    @Override
    public void close() {
        inUse.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                network.close();
            }
        } finally {
            inUse.writeLock().unlock();
        }
    }

    private List<Classification> run(List<Pixels> batch) {
        try (Tensor input = pixelBatch.toTensor(batch);
                Result result = network.run(input)) {
            return classifications(result.get(0), batch.size());
        }
    }

    private List<Classification> classifications(Tensor output, int pictures) {
        long columns = output.shape().size() / pictures;
        boolean oneRowAPicture = output.shape().get(0) == pictures;
        if (!oneRowAPicture || !Probabilities.fits(spec(), columns) || output.dataType() != DataType.DT_FLOAT) {
            throw new IllegalStateException("The model in " + bundle.folder() + " answers " + pictures
                    + " pictures with " + output.dataType() + " " + output.shape() + ", but with "
                    + spec().labels().size() + " labels and the output " + spec().output() + " each answer has "
                    + Probabilities.expectedColumns(spec())
                    + " numbers of float32; check labels and output in model.json");
        }
        float[] values = new float[Math.toIntExact(output.shape().size())];
        output.asRawTensor().data().asFloats().read(values);
        List<Classification> classifications = new ArrayList<>(pictures);
        for (int row = 0; row < pictures; row++) {
            classifications.add(
                    new Classification(spec().labels(), Probabilities.of(spec().output(), values, row, (int) columns)));
        }
        return classifications;
    }

    private void probe() throws InvalidBundleException {
        try {
            classify(List.of(blank(), blank()));
        } catch (TensorFlowException | IllegalArgumentException | IllegalStateException e) {
            throw new InvalidBundleException(
                    "The model in " + bundle.folder() + " does not answer as its model.json says: "
                            + String.valueOf(e.getMessage()).strip(),
                    e);
        }
    }

    private Pixels blank() {
        return Pixels.blank(spec().input().height(), spec().input().width());
    }
}
