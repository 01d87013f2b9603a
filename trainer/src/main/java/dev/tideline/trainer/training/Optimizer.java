package dev.tideline.trainer.training;

import dev.tideline.trainer.network.GraphVariables;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** How gradients change variables, with Keras's formulas and constants. */
interface Optimizer {
    float EPSILON = 1e-7f;

    /**
     * Adds the operations of one update to the graph.
     *
     * @param step a scalar, which counts updates from 1
     */
    List<Op> updates(Ops tf, GraphVariables variables, Output<?>[] gradients, Operand<TFloat32> step);

    /** Adam (Kingma and Ba, 2015), β₁ = 0.9, β₂ = 0.999. */
    record Adam(double rate) implements Optimizer {
        private static final float BETA1 = 0.9f;
        private static final float BETA2 = 0.999f;

        @Override
        public List<Op> updates(Ops tf, GraphVariables variables, Output<?>[] gradients, Operand<TFloat32> step) {
            Operand<TFloat32> beta1Power = tf.math.pow(tf.constant(BETA1), step);
            Operand<TFloat32> beta2Power = tf.math.pow(tf.constant(BETA2), step);
            List<Op> updates = new ArrayList<>();
            for (Variable<TFloat32> variable : variables.trainable()) {
                updates.add(tf.train.applyAdam(
                        variable,
                        variables.slot(variable),
                        variables.slot(variable),
                        beta1Power,
                        beta2Power,
                        tf.constant((float) rate),
                        tf.constant(BETA1),
                        tf.constant(BETA2),
                        tf.constant(EPSILON),
                        gradient(gradients[updates.size()])));
            }
            return updates;
        }
    }

    /** RMSprop (Hinton, 2012), ρ = 0.9, no momentum. */
    record RmsProp(double rate) implements Optimizer {
        private static final float RHO = 0.9f;

        @Override
        public List<Op> updates(Ops tf, GraphVariables variables, Output<?>[] gradients, Operand<TFloat32> step) {
            List<Op> updates = new ArrayList<>();
            for (Variable<TFloat32> variable : variables.trainable()) {
                updates.add(tf.train.applyRmsProp(
                        variable,
                        variables.slot(variable),
                        variables.slot(variable),
                        tf.constant((float) rate),
                        tf.constant(RHO),
                        tf.constant(0f),
                        tf.constant(EPSILON),
                        gradient(gradients[updates.size()])));
            }
            return updates;
        }
    }

    private static Operand<TFloat32> gradient(Output<?> gradient) {
        return gradient.expect(TFloat32.class);
    }
}
