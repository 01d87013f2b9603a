package dev.tideline.trainer.network;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Keras's initial values. */
public final class RandomWeights {
    private RandomWeights() {}

    static Map<String, WeightTensor> glorot(MobileNetV2 network, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, WeightTensor> tensors = new HashMap<>();
        network.variables().forEach(variable -> tensors.put(variable.key(), initial(variable, random.split())));
        return tensors;
    }

    private static WeightTensor initial(VariableSpec variable, SplittableRandom random) {
        return switch (variable.name()) {
            case VariableSpec.GAMMA, VariableSpec.MOVING_VARIANCE -> Tensors.filled(variable.shape(), 1);
            case VariableSpec.BETA, VariableSpec.MOVING_MEAN -> Tensors.filled(variable.shape(), 0);
            default -> glorotUniform(variable.shape(), random);
        };
    }

    /**
     * Uniform in ±√(6 / (fan in + fan out)), where a fan is the kernel's area times its last dimension but one, or its
     * last (Glorot and Bengio, 2010).
     */
    public static WeightTensor glorotUniform(List<Integer> shape, SplittableRandom random) {
        int last = shape.size() - 1;
        int area = shape.subList(0, last - 1).stream().reduce(1, Math::multiplyExact);
        double limit = Math.sqrt(6.0 / (area * (shape.get(last - 1) + shape.get(last))));
        float[] values = new float[area * shape.get(last - 1) * shape.get(last)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-limit, limit);
        }
        return new WeightTensor(shape, values);
    }
}
