package dev.tideline.model.serving;

import ai.djl.tensorflow.engine.TfSymbolBlock;
import dev.tideline.model.bundle.InvalidBundleException;
import dev.tideline.model.bundle.ModelBundle;
import java.util.Set;
import java.util.TreeSet;

/** DJL takes any signature where the named one is missing; a model must not serve by such a chance. */
final class SignatureCheck {
    private SignatureCheck() {}

    static void check(ModelBundle bundle, TfSymbolBlock block) throws InvalidBundleException {
        String signature = bundle.spec().signature();
        Set<String> available = new TreeSet<>(block.getSavedModelBundle()
                .getMetaGraphDef()
                .getSignatureDefMap()
                .keySet());
        available.remove("__saved_model_init_op");
        if (!available.contains(signature)) {
            throw new InvalidBundleException(
                    "The model in " + bundle.folder() + " has no signature '" + signature + "', only " + available
                            + "; name one of these as 'signature' in model.json",
                    null);
        }
        int inputs = block.describeInput().size();
        int outputs = block.describeOutput().size();
        if (inputs != 1 || outputs != 1) {
            throw new InvalidBundleException(
                    "The signature '" + signature + "' of the model in " + bundle.folder() + " has " + inputs
                            + " inputs and " + outputs + " outputs; an image classifier has one of each",
                    null);
        }
    }
}
