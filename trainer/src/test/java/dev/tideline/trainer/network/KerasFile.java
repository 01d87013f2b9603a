package dev.tideline.trainer.network;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes weights as Keras does: a group a layer, and in it a group of the same name that holds the tensors. */
final class KerasFile {
    private KerasFile() {}

    /** @param tensors by their keys, {@code Conv1/kernel} */
    static void write(Path file, Map<String, WeightTensor> tensors) {
        Map<String, List<String>> keysByLayer =
                tensors.keySet().stream().collect(Collectors.groupingBy(key -> key.substring(0, key.indexOf('/'))));
        try (WritableHdfFile hdf = HdfFile.write(file)) {
            hdf.putAttribute("layer_names", keysByLayer.keySet().toArray(String[]::new));
            keysByLayer.forEach((layer, keys) -> {
                WritableGroup group = hdf.putGroup(layer);
                group.putAttribute(
                        "weight_names", keys.stream().map(key -> key + ":0").toArray(String[]::new));
                WritableGroup inner = group.putGroup(layer);
                keys.forEach(key ->
                        inner.putDataset(key.substring(layer.length() + 1) + ":0", nested(tensors.get(key), 0, 0)));
            });
        }
    }

    /** All variables of a network, by their keys. */
    static Map<String, WeightTensor> tensors(MobileNetV2 network, Function<VariableSpec, WeightTensor> values) {
        return network.variables().collect(Collectors.toMap(VariableSpec::key, values));
    }

    /** Java's array of arrays for the values from {@code offset} on, in the dimensions from {@code dimension} on. */
    private static Object nested(WeightTensor tensor, int dimension, int offset) {
        List<Integer> rest = tensor.shape().subList(dimension, tensor.shape().size());
        Object array = Array.newInstance(
                float.class, rest.stream().mapToInt(Integer::intValue).toArray());
        if (rest.size() == 1) {
            System.arraycopy(tensor.values(), offset, array, 0, rest.get(0));
            return array;
        }
        int step = rest.stream().skip(1).reduce(1, Math::multiplyExact);
        for (int i = 0; i < rest.get(0); i++) {
            Array.set(array, i, nested(tensor, dimension + 1, offset + i * step));
        }
        return array;
    }
}
