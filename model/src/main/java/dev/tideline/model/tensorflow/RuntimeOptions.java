package dev.tideline.model.tensorflow;

import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/**
 * How a TensorFlow session computes.
 *
 * <p>The pool of intra-op threads belongs to the process: the first session made in it decides its size, later ones
 * share it, unless the environment variable {@code TF_OVERRIDE_GLOBAL_THREADPOOL} gives each its own.
 *
 * @param intraOpThreads threads that share one operation; 0 leaves it to TensorFlow, which takes every core
 * @param interOpThreads threads that run operations side by side; 0 leaves it to TensorFlow, {@link #ON_CALLERS_THREAD}
 *     takes none
 * @param precision the arithmetic of convolutions and matrix products
 */
public record RuntimeOptions(int intraOpThreads, int interOpThreads, Precision precision) {
    /** Instead of a number of inter-op threads: every operation runs on the thread that calls the session. */
    public static final int ON_CALLERS_THREAD = -1;

    public RuntimeOptions {
        if (intraOpThreads < 0 || interOpThreads < ON_CALLERS_THREAD) {
            throw new IllegalArgumentException(
                    "Numbers of threads are 0 (TensorFlow's choice) or more, or -1 (the caller's) between operations, not "
                            + intraOpThreads + " and " + interOpThreads);
        }
    }

    /** Every core, 32-bit floats. */
    public static RuntimeOptions defaults() {
        return new RuntimeOptions(0, 0, Precision.FLOAT32);
    }

    /** One thread, the caller's, and 32-bit floats: for callers that are as many as there are cores. */
    public static RuntimeOptions onTheCallersThread() {
        return new RuntimeOptions(1, ON_CALLERS_THREAD, Precision.FLOAT32);
    }

    public RuntimeOptions withPrecision(Precision other) {
        return new RuntimeOptions(intraOpThreads, interOpThreads, other);
    }

    /** The same as TensorFlow's own message, for a session. */
    public ConfigProto toConfigProto() {
        ConfigProto.Builder config = ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(intraOpThreads)
                .setInterOpParallelismThreads(interOpThreads)
                .setAllowSoftPlacement(true);
        // On a GPU, take memory as it is needed: a new version loads beside the one that serves.
        config.getGpuOptionsBuilder().setAllowGrowth(true);
        return switch (precision) {
            case FLOAT32 -> config.build();
            case BFLOAT16 ->
                config.setGraphOptions(GraphOptions.newBuilder()
                                .setRewriteOptions(RewriterConfig.newBuilder()
                                        .setAutoMixedPrecisionOnednnBfloat16(RewriterConfig.Toggle.ON)))
                        .build();
        };
    }
}
