package dev.tideline.benchmarks.contestant;

import ai.djl.MalformedModelException;
import ai.djl.inference.Predictor;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.modality.cv.util.NDImageUtils;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.bundle.ModelSpec;
import dev.tideline.model.serving.Classification;
import dev.tideline.model.tensorflow.TensorFlowRuntime;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/**
 * The model as DJL's documentation loads and calls it: its image factory decodes, a translator resizes with DJL's
 * operations, and a predictor, one a thread, runs the network. Its sessions have TensorFlow's own settings.
 */
final class ExampleModel implements PerRecordModel {
    private final ThreadLocal<Predictor<Image, Classification>> predictor;

    private ExampleModel(ZooModel<Image, Classification> model) {
        this.predictor = ThreadLocal.withInitial(model::newPredictor);
    }

    static ExampleModel load(ModelBundle bundle) throws IOException {
        // DJL would download the library and report its use otherwise.
        System.setProperty(
                "TENSORFLOW_LIBRARY_PATH", TensorFlowRuntime.libraryFolder().toString());
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        Criteria<Image, Classification> criteria = Criteria.builder()
                .setTypes(Image.class, Classification.class)
                .optEngine("TensorFlow")
                .optModelPath(bundle.folder().toAbsolutePath())
                .optOption("SignatureDefKey", bundle.spec().signature())
                .optTranslator(new PictureTranslator(bundle.spec()))
                .build();
        try {
            return new ExampleModel(criteria.loadModel());
        } catch (ModelNotFoundException | MalformedModelException e) {
            throw new IOException("DJL cannot load the model in " + bundle.folder(), e);
        }
    }

    @Override
    public Classification classify(byte[] picture) {
        try {
            return predictor
                    .get()
                    .predict(ImageFactory.getInstance().fromInputStream(new ByteArrayInputStream(picture)));
        } catch (IOException e) {
            throw new IllegalArgumentException("Take other pictures with --data: " + e.getMessage(), e);
        } catch (TranslateException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For the benchmarks' model: bytes go in, the probability of the second of two labels comes out. */
    private record PictureTranslator(ModelSpec spec) implements NoBatchifyTranslator<Image, Classification> {
        @Override
        public NDList processInput(TranslatorContext context, Image picture) {
            NDArray pixels = picture.toNDArray(context.getNDManager(), Image.Flag.COLOR);
            NDArray resized = NDImageUtils.resize(
                    pixels, spec.input().width(), spec.input().height());
            return new NDList(resized.toType(DataType.UINT8, false).expandDims(0));
        }

        @Override
        public Classification processOutput(TranslatorContext context, NDList list) {
            float second = list.singletonOrThrow().toFloatArray()[0];
            return new Classification(spec.labels(), new float[] {1 - second, second});
        }
    }
}
