package dev.tideline.benchmarks.ceiling;

/** A way to keep all cores busy with decoding and inference. */
public enum CeilingPlan {
    /** As many decoders as cores feed one inference thread, whose operations may use all cores. */
    PIPELINE(0, 1, 1),
    /** As many decoders as cores feed as many inference threads, whose operations use one core each. */
    WIDE_PIPELINE(1, 1, 0),
    /** Each of as many threads as cores decodes its own batch and runs it; operations may use all cores. */
    OWN_BATCHES(0, 0, 0),
    /** Each of as many threads as cores decodes its own batch and runs it; operations use one core each. */
    OWN_BATCHES_ON_OWN_CORES(1, 0, 0);

    private final int intraOpThreads;
    private final int decodersPerCore;
    private final int inferenceThreads;

    CeilingPlan(int intraOpThreads, int decodersPerCore, int inferenceThreads) {
        this.intraOpThreads = intraOpThreads;
        this.decodersPerCore = decodersPerCore;
        this.inferenceThreads = inferenceThreads;
    }

    /** Threads that share one operation; 0 for all cores. */
    int intraOpThreads() {
        return intraOpThreads;
    }

    /** Threads that only decode; 0 where each inference thread decodes for itself. */
    int decoders(int cores) {
        return decodersPerCore * cores;
    }

    int inferenceThreads(int cores) {
        return inferenceThreads == 0 ? cores : inferenceThreads;
    }
}
