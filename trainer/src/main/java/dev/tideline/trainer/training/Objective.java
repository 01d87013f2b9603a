package dev.tideline.trainer.training;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * What training lowers, computed from logits so that no probability is rounded to 0 or 1 on the way: binary
 * cross-entropy for one logit, categorical for more.
 */
record Objective(Ops tf, int classes) {
    /** Cross-entropy of each picture, [n]. */
    Operand<TFloat32> losses(Operand<TFloat32> logits, Operand<TInt32> labels) {
        if (classes == 2) {
            // -log σ(x) = softplus(-x), and softplus(-x) = softplus(x) - x.
            Operand<TFloat32> logit = column(logits);
            return tf.math.sub(tf.math.softplus(logit), tf.math.mul(logit, tf.dtypes.cast(labels, TFloat32.class)));
        }
        Operand<TFloat32> wanted = tf.oneHot(labels, tf.constant(classes), tf.constant(1f), tf.constant(0f));
        return tf.nn.softmaxCrossEntropyWithLogits(logits, wanted).loss();
    }

    /** 1 where the likeliest class is the right one, else 0, [n]. */
    Operand<TFloat32> hits(Operand<TFloat32> logits, Operand<TInt32> labels) {
        Operand<TInt32> guess = classes == 2
                ? tf.dtypes.cast(tf.math.greater(column(logits), tf.constant(0f)), TInt32.class)
                : tf.math.argMax(logits, tf.constant(1), TInt32.class);
        return tf.dtypes.cast(tf.math.equal(guess, labels), TFloat32.class);
    }

    /** What the exported model gives: [n, 1] for two classes, the probability of the second; else [n, classes]. */
    Operand<TFloat32> probabilities(Operand<TFloat32> logits) {
        return classes == 2 ? tf.math.sigmoid(logits) : tf.nn.softmax(logits);
    }

    private Operand<TFloat32> column(Operand<TFloat32> logits) {
        return tf.reshape(logits, tf.constant(new int[] {-1}));
    }
}
