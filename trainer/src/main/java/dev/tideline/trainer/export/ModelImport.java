package dev.tideline.trainer.export;

import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.bundle.ModelSpec;
import dev.tideline.model.tensorflow.TensorFlowRuntime;
import dev.tideline.trainer.network.FoldedConvolution;
import dev.tideline.trainer.network.FoldedNetwork;
import dev.tideline.trainer.network.MobileNetV2;
import dev.tideline.trainer.network.Tensors;
import dev.tideline.trainer.network.WeightTensor;
import dev.tideline.trainer.network.WeightsException;
import dev.tideline.trainer.training.Head;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.GraphOperation;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.types.TFloat32;

/**
 * Reads back what {@link ModelExport} wrote: in its graph every convolution and the head is an operation on a constant
 * kernel, with the addition of a constant bias behind it. A graph keeps its operations in the order of computation, which
 * is that of the layers.
 *
 * @param labels in the order of the head
 */
public record ModelImport(List<String> labels, FoldedNetwork base, Head head) {
    public ModelImport {
        labels = List.copyOf(labels);
    }

    /** @throws WeightsException when the bundle is of another making, saying what it lacks */
    public static ModelImport read(ModelBundle bundle) {
        ModelSpec spec = bundle.spec();
        MobileNetV2 network = network(spec);
        TensorFlowRuntime.load();
        try (SavedModelBundle saved = SavedModelBundle.load(bundle.folder().toString())) {
            List<FoldedConvolution> products = new Products(saved).read();
            FoldedConvolution last = products.get(products.size() - 1);
            Head head = new Head(last.kernel(), last.bias());
            if (!head.fits(network.features(), spec.labels().size())) {
                throw new WeightsException("Its head is no dense layer over " + network.features() + " features with a"
                        + " logit for each of " + spec.labels());
            }
            return new ModelImport(
                    spec.labels(), new FoldedNetwork(network, products.subList(0, products.size() - 1)), head);
        } catch (TensorFlowException e) {
            throw new WeightsException("Its graph cannot be read: " + e.getMessage(), e);
        }
    }

    /** The network that it says it is. */
    private static MobileNetV2 network(ModelSpec spec) {
        int size = spec.input().height();
        String width = spec.lineage().getOrDefault(ModelExport.WIDTH, "");
        boolean ours = ModelExport.NETWORK_NAME.equals(spec.lineage().get(ModelExport.NETWORK))
                && spec.input().equals(ModelSpec.Input.uint8(size, size))
                && spec.output() == ModelExport.output(spec.labels());
        try {
            if (ours) {
                return MobileNetV2.of(Double.parseDouble(width), size);
            }
        } catch (IllegalArgumentException e) {
            throw new WeightsException(
                    "It says that it is a MobileNetV2 of width \"" + width + "\" for pictures of " + size + " pixels",
                    e);
        }
        throw new WeightsException("It is no MobileNetV2 that was trained here");
    }

    /** The graph's products with constants, and the constants that are added to them. */
    private record Products(SavedModelBundle saved) {
        private static final List<String> KINDS = List.of("Conv2D", "DepthwiseConv2dNative", "MatMul");

        List<FoldedConvolution> read() {
            List<GraphOperation> products = new ArrayList<>();
            Map<String, GraphOperation> additions = new HashMap<>();
            saved.graph().operations().forEachRemaining(operation -> {
                if (KINDS.contains(operation.type())) {
                    products.add(operation);
                } else if (operation.type().equals("BiasAdd")) {
                    additions.put(operation.input(0).op().name(), operation);
                }
            });
            if (products.isEmpty() || !products.stream().allMatch(product -> additions.containsKey(product.name()))) {
                throw new WeightsException("Its graph is not made of convolutions with a bias");
            }
            Session.Runner runner = saved.session().runner();
            for (GraphOperation product : products) {
                runner.fetch(constant(product));
                runner.fetch(constant(additions.get(product.name())));
            }
            try (Result result = runner.run()) {
                List<FoldedConvolution> read = new ArrayList<>();
                for (int i = 0; i < products.size(); i++) {
                    read.add(new FoldedConvolution(tensor(result, 2 * i), tensor(result, 2 * i + 1)));
                }
                return read;
            }
        }

        private static Output<?> constant(GraphOperation operation) {
            Output<?> operand = operation.input(1);
            if (operand.op().type().equals("Const")) {
                return operand;
            }
            throw new WeightsException("The weights of " + operation.name() + " are no constant");
        }

        private static WeightTensor tensor(Result result, int index) {
            if (result.get(index) instanceof TFloat32 values) {
                return Tensors.copy(values);
            }
            throw new WeightsException("Its weights are no 32-bit floats");
        }
    }
}
