package dev.tideline.benchmarks.ceiling;

import dev.tideline.model.tensorflow.RuntimeOptions;

/** A way to keep all cores busy with decoding and inference. */
public enum CeilingPlan {
    /** As many decoders as cores feed one inference thread, whose operations use all cores. */
    PIPELINE(RuntimeOptions.defaults(), true, true),
    /** As many decoders as cores feed as many inference threads, whose operations use one core each. */
    WIDE_PIPELINE(RuntimeOptions.onTheCallersThread(), true, false),
    /** Each of as many threads as cores decodes its own batch and runs it; operations use all cores. */
    OWN_BATCHES(RuntimeOptions.defaults(), false, false),
    /** Each of as many threads as cores decodes its own batch and runs it; operations use one core each. */
    OWN_BATCHES_ON_OWN_CORES(RuntimeOptions.onTheCallersThread(), false, false);

    private final RuntimeOptions options;
    private final boolean decodesApart;
    private final boolean infersAlone;

    CeilingPlan(RuntimeOptions options, boolean decodesApart, boolean infersAlone) {
        this.options = options;
        this.decodesApart = decodesApart;
        this.infersAlone = infersAlone;
    }

    /** How the network is loaded, in 32-bit floats. */
    RuntimeOptions options() {
        return options;
    }

    /** Threads that only decode; 0 where each inference thread decodes for itself. */
    int decoders(int cores) {
        return decodesApart ? cores : 0;
    }

    int inferenceThreads(int cores) {
        return infersAlone ? 1 : cores;
    }
}
