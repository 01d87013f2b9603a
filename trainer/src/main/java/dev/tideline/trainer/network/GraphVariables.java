package dev.tideline.trainer.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** The variables of a graph that is being built, what they start with, and, in a session, what they became. */
public final class GraphVariables {
    private final Ops tf;
    private final Map<String, Variable<TFloat32>> trainable = new LinkedHashMap<>();
    private final List<Op> initializers = new ArrayList<>();

    public GraphVariables(Ops tf) {
        this.tf = tf;
    }

    /** A variable that learns. */
    public Variable<TFloat32> trainable(String key, WeightTensor initial) {
        Variable<TFloat32> variable = create(initial.shape(), Tensors.constant(tf, initial));
        trainable.put(key, variable);
        return variable;
    }

    /** A variable of an optimizer, as large as another and 0 at first. */
    public Variable<TFloat32> slot(Variable<TFloat32> like) {
        Variable<TFloat32> slot = tf.variable(like.shape(), TFloat32.class);
        initializers.add(tf.assign(slot, tf.zeros(tf.constant(like.shape()), TFloat32.class)));
        return slot;
    }

    /** The variables that learn, in the order of their creation. */
    public List<Variable<TFloat32>> trainable() {
        return List.copyOf(trainable.values());
    }

    public void initialize(Session session) {
        Session.Runner runner = session.runner();
        initializers.forEach(runner::addTarget);
        runner.run().close();
    }

    /** What the variables that learn hold now. */
    public Map<String, WeightTensor> read(Session session) {
        Session.Runner runner = session.runner();
        trainable.values().forEach(runner::fetch);
        Map<String, WeightTensor> values = new LinkedHashMap<>();
        try (Result result = runner.run()) {
            for (String key : trainable.keySet()) {
                values.put(key, Tensors.copy((TFloat32) result.get(values.size())));
            }
        }
        return values;
    }

    private Variable<TFloat32> create(List<Integer> shape, Operand<TFloat32> initial) {
        Variable<TFloat32> variable = tf.variable(Tensors.shape(shape), TFloat32.class);
        initializers.add(tf.assign(variable, initial));
        return variable;
    }
}
