package dev.tideline.model.serving;

import dev.tideline.model.bundle.InvalidBundleException;
import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.tensorflow.RuntimeOptions;
import dev.tideline.model.tensorflow.TensorFlowRuntime;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/**
 * A SavedModel in memory, called by the signature that its {@code model.json} names: one tensor in, one tensor out.
 *
 * <p>Threading: {@link #run} may be called from any number of threads, but not while {@link #close} is.
 */
final class SavedNetwork implements AutoCloseable {
    private final SavedModelBundle model;
    private final ModelSignature signature;
    private final Output<?> input;
    private final Output<?> output;

    private SavedNetwork(SavedModelBundle model, SignatureDef definition) {
        Map.Entry<String, TensorInfo> taken = single(definition.getInputsMap());
        Map.Entry<String, TensorInfo> given = single(definition.getOutputsMap());
        this.model = model;
        this.signature = ModelSignature.of(taken.getKey(), given.getKey(), given.getValue());
        this.input = model.graph().outputOrThrow(taken.getValue().getName());
        this.output = model.graph().outputOrThrow(given.getValue().getName());
    }

    /** @throws InvalidBundleException when TensorFlow cannot load it, or it has no such signature of one in and one out */
    static SavedNetwork load(ModelBundle bundle, RuntimeOptions options) throws InvalidBundleException {
        TensorFlowRuntime.load();
        SavedModelBundle model = open(bundle, options);
        try {
            return new SavedNetwork(model, signature(bundle, model.metaGraphDef()));
        } catch (IllegalArgumentException e) {
            model.close();
            throw new InvalidBundleException(
                    "The signature '" + bundle.spec().signature() + "' of the model in " + bundle.folder()
                            + " names a tensor that the model lacks: " + e.getMessage(),
                    e);
        } catch (InvalidBundleException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private static SavedModelBundle open(ModelBundle bundle, RuntimeOptions options) throws InvalidBundleException {
        try {
            return SavedModelBundle.loader(bundle.folder().toAbsolutePath().toString())
                    .withTags(SavedModelBundle.DEFAULT_TAG)
                    .withConfigProto(options.toConfigProto())
                    .load();
        } catch (TensorFlowException e) {
            throw new InvalidBundleException(
                    "TensorFlow cannot load the model in " + bundle.folder() + ": "
                            + String.valueOf(e.getMessage()).strip(),
                    e);
        }
    }

    private static SignatureDef signature(ModelBundle bundle, MetaGraphDef graph) throws InvalidBundleException {
        String name = bundle.spec().signature();
        Set<String> available = new TreeSet<>(graph.getSignatureDefMap().keySet());
        available.remove("__saved_model_init_op");
        if (!available.contains(name)) {
            throw new InvalidBundleException(
                    "The model in " + bundle.folder() + " has no signature '" + name + "', only " + available
                            + "; name one of these as 'signature' in model.json",
                    null);
        }
        SignatureDef signature = graph.getSignatureDefOrThrow(name);
        int inputs = signature.getInputsCount();
        int outputs = signature.getOutputsCount();
        if (inputs != 1 || outputs != 1) {
            throw new InvalidBundleException(
                    "The signature '" + name + "' of the model in " + bundle.folder() + " has " + inputs
                            + " inputs and " + outputs + " outputs; an image classifier has one of each",
                    null);
        }
        return signature;
    }

    private static Map.Entry<String, TensorInfo> single(Map<String, TensorInfo> tensors) {
        return tensors.entrySet().iterator().next();
    }

    ModelSignature signature() {
        return signature;
    }

    /** The model's answer to a tensor; the caller closes both. */
    Result run(Tensor tensor) {
        Session.Runner runner = model.session().runner();
        return runner.feed(input, tensor).fetch(output).run();
    }

    @Override
    public void close() {
        model.close();
    }
}
