package dev.tideline.trainer.network;

import java.nio.file.Path;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

/**
 * The dense layer at the end of a frozen classifier: the one matrix product in its graph, and the bias added to it.
 *
 * @param kernel [features, classes]
 * @param bias [classes]
 */
record DenseTop(WeightTensor kernel, WeightTensor bias) {
    static DenseTop of(Path savedModel) {
        try (SavedModelBundle bundle = SavedModelBundle.load(savedModel.toString(), "serve")) {
            List<NodeDef> nodes = bundle.metaGraphDef().getGraphDef().getNodeList();
            NodeDef product = only(
                    nodes.stream().filter(node -> node.getOp().equals("MatMul")).toList());
            NodeDef sum = only(nodes.stream()
                    .filter(node -> node.getInputList().contains(product.getName()))
                    .toList());
            return new DenseTop(constant(bundle, product.getInput(1)), constant(bundle, sum.getInput(1)));
        }
    }

    /** Features [n, features] to logits [n, classes]. */
    Operand<TFloat32> logits(Ops tf, Operand<TFloat32> features) {
        return tf.nn.biasAdd(tf.linalg.matMul(features, Tensors.constant(tf, kernel)), Tensors.constant(tf, bias));
    }

    private static NodeDef only(List<NodeDef> nodes) {
        if (nodes.size() != 1) {
            throw new IllegalArgumentException("One node was expected, not " + nodes.size());
        }
        return nodes.get(0);
    }

    private static WeightTensor constant(SavedModelBundle bundle, String name) {
        try (Result result = bundle.session().runner().fetch(name).run()) {
            return Tensors.copy((TFloat32) result.get(0));
        }
    }
}
