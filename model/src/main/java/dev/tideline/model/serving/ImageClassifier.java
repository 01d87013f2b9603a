package dev.tideline.model.serving;

import ai.djl.MalformedModelException;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.tensorflow.engine.TfSymbolBlock;
import ai.djl.training.ParameterStore;
import dev.tideline.model.bundle.InvalidBundleException;
import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.bundle.ModelSpec;
import dev.tideline.model.picture.Pixels;
import dev.tideline.model.tensorflow.RuntimeOptions;
import dev.tideline.model.tensorflow.TensorFlowRuntime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

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
    private final ZooModel<NDList, NDList> model;
    private final PixelBatch pixelBatch;
    /** Held for reading by every batch, for writing by close: a session must not vanish under a batch. */
    private final ReadWriteLock inUse = new ReentrantReadWriteLock();

    private boolean closed;

    private ImageClassifier(ModelBundle bundle, ZooModel<NDList, NDList> model) {
        this.bundle = bundle;
        this.model = model;
        this.pixelBatch = new PixelBatch(bundle.spec().input());
    }

    /**
     * Loads a bundle, and asks it about a blank picture to see that it takes and gives what its {@code model.json} says.
     *
     * @throws InvalidBundleException when TensorFlow cannot load it, or it is not the model that {@code model.json}
     *     describes
     */
    public static ImageClassifier load(ModelBundle bundle, RuntimeOptions options) throws IOException {
        TensorFlowRuntime.load();
        ImageClassifier classifier = new ImageClassifier(bundle, open(bundle, options));
        try {
            SignatureCheck.check(bundle, (TfSymbolBlock) classifier.model.getBlock());
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
        return ModelSignature.of((TfSymbolBlock) model.getBlock());
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
                model.close();
            }
        } finally {
            inUse.writeLock().unlock();
        }
    }

    private static ZooModel<NDList, NDList> open(ModelBundle bundle, RuntimeOptions options) throws IOException {
        byte[] config = options.toConfigProto().toByteArray();
        Criteria<NDList, NDList> criteria = Criteria.builder()
                .setTypes(NDList.class, NDList.class)
                .optEngine("TensorFlow")
                .optModelPath(bundle.folder().toAbsolutePath())
                .optOption("ConfigProto", Base64.getEncoder().encodeToString(config))
                .optOption("SignatureDefKey", bundle.spec().signature())
                .build();
        try {
            return criteria.loadModel();
        } catch (ModelNotFoundException | MalformedModelException | RuntimeException e) {
            throw new InvalidBundleException(
                    "TensorFlow cannot load the model in " + bundle.folder() + ": " + rootMessage(e), e);
        }
    }

    private List<Classification> run(List<Pixels> batch) {
        // A block is called directly, since a Predictor serves one thread only; its manager frees all that is made
        // here.
        try (NDManager manager = model.getNDManager().newSubManager()) {
            NDList input = new NDList(pixelBatch.toArray(manager, batch));
            NDArray output = model.getBlock()
                    .forward(new ParameterStore(manager, false), input, false)
                    .singletonOrThrow();
            return classifications(output, batch.size());
        }
    }

    private List<Classification> classifications(NDArray output, int pictures) {
        long columns = output.size() / pictures;
        boolean oneRowAPicture = output.getShape().get(0) == pictures;
        if (!oneRowAPicture || !Probabilities.fits(spec(), columns) || output.getDataType() != DataType.FLOAT32) {
            throw new IllegalStateException("The model in " + bundle.folder() + " answers " + pictures
                    + " pictures with " + output.getDataType() + " " + output.getShape() + ", but with "
                    + spec().labels().size() + " labels and the output " + spec().output() + " each answer has "
                    + Probabilities.expectedColumns(spec())
                    + " numbers of float32; check labels and output in model.json");
        }
        float[] values = output.toFloatArray();
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
        } catch (EngineException | IllegalArgumentException | IllegalStateException e) {
            throw new InvalidBundleException(
                    "The model in " + bundle.folder() + " does not answer as its model.json says: " + rootMessage(e),
                    e);
        }
    }

    private Pixels blank() {
        return Pixels.blank(spec().input().height(), spec().input().width());
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).strip();
    }
}
