package dev.tideline.trainer.network;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A Keras weights file in HDF5: a root attribute {@code layer_names}, a group a layer with an attribute {@code
 * weight_names}, and a data set for each of those. Layers that the base does not have (a top) are passed over.
 */
final class KerasWeightsFile {
    private static final List<Double> WIDTHS = List.of(0.35, 0.5, 0.75, 1.0, 1.3, 1.4);

    private KerasWeightsFile() {}

    static PretrainedWeights read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new WeightsException("The weights file " + file + " does not exist. Name a Keras .h5 file of"
                    + " MobileNetV2, \"imagenet\" to download one, or \"none\".");
        }
        Map<String, WeightTensor> tensors = tensors(file);
        MobileNetV2 network = WIDTHS.stream()
                .map(width -> MobileNetV2.of(width, 32))
                .min(Comparator.comparingLong(candidate -> mismatches(candidate, tensors)))
                .orElseThrow();
        requireMatch(file, network, tensors);
        Map<String, WeightTensor> wanted = network.variables()
                .collect(Collectors.toMap(VariableSpec::key, variable -> tensors.get(variable.key())));
        return new PretrainedWeights(file.getFileName().toString(), network.width(), false, wanted);
    }

    private static Map<String, WeightTensor> tensors(Path file) {
        try (HdfFile hdf = new HdfFile(file)) {
            Map<String, WeightTensor> tensors = new HashMap<>();
            for (String layer : names(hdf, "layer_names")) {
                Group group = (Group) hdf.getChild(layer);
                for (String weight : names(group, "weight_names")) {
                    Dataset dataset = group.getDatasetByPath(weight);
                    tensors.put(layer + "/" + simpleName(weight), tensor(dataset));
                }
            }
            return tensors;
        } catch (RuntimeException e) {
            // The reader answers damage with exceptions of many kinds: of its own, of buffers, of casts.
            throw new WeightsException(
                    "The weights file " + file + " cannot be read as Keras weights (" + e
                            + "). It is cut short, damaged, or no Keras .h5 weights file: fetch it again.",
                    e);
        }
    }

    private static List<String> names(Node node, String attributeName) {
        Attribute attribute = node.getAttribute(attributeName);
        if (attribute == null) {
            throw new IllegalArgumentException("attribute " + attributeName + " is missing at " + node.getPath());
        }
        return attribute.isEmpty() || attribute.getSize() == 0 ? List.of() : List.of((String[]) attribute.getData());
    }

    /** {@code Conv1/kernel:0} is the kernel. */
    private static String simpleName(String weight) {
        String name = weight.substring(weight.lastIndexOf('/') + 1);
        int colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }

    private static WeightTensor tensor(Dataset dataset) {
        List<Integer> shape = IntStream.of(dataset.getDimensions()).boxed().toList();
        Object data = dataset.getDataFlat();
        if (data instanceof float[] values) {
            return new WeightTensor(shape, values);
        }
        throw new IllegalArgumentException(dataset.getPath() + " does not hold 32-bit floats");
    }

    private static long mismatches(MobileNetV2 network, Map<String, WeightTensor> tensors) {
        return misfits(network, tensors).count();
    }

    private static Stream<VariableSpec> misfits(MobileNetV2 network, Map<String, WeightTensor> tensors) {
        return network.variables()
                .filter(variable -> !tensors.containsKey(variable.key())
                        || !tensors.get(variable.key()).shape().equals(variable.shape()));
    }

    private static void requireMatch(Path file, MobileNetV2 network, Map<String, WeightTensor> tensors) {
        misfits(network, tensors).findFirst().ifPresent(variable -> {
            WeightTensor found = tensors.get(variable.key());
            throw new WeightsException(
                    "The weights file " + file + " does not fit MobileNetV2 of any of Keras's widths "
                            + WIDTHS + ". The nearest is " + network.width() + ", where tensor " + variable.key()
                            + " should have shape " + variable.shape()
                            + (found == null ? ", but is missing." : ", but has " + found.shape() + "."));
        });
    }
}
