package dev.tideline.classifier.metrics;

/** Names and labels of the classifier's meters, in Micrometer's spelling; docs/operations.md explains them. */
final class MeterNames {
    static final String PICTURES = "tideline.classifier.pictures";
    static final String PREDICTIONS = "tideline.classifier.predictions";
    static final String DEAD_LETTERS = "tideline.classifier.dead.letters";
    static final String IN_FLIGHT = "tideline.classifier.in.flight";
    static final String QUEUE = "tideline.classifier.queue";
    static final String DECODE = "tideline.classifier.decode";
    static final String BATCH_WAIT = "tideline.classifier.batch.wait";
    static final String BATCH_SIZE = "tideline.classifier.batch.size";
    static final String BATCH_FAILURES = "tideline.classifier.batch.failures";
    static final String INFERENCE = "tideline.classifier.inference";
    static final String END_TO_END = "tideline.classifier.end.to.end";
    static final String MODEL_VERSION = "tideline.classifier.model.version";
    static final String MODEL_LOAD = "tideline.classifier.model.load";
    static final String MODEL_SWAPS = "tideline.classifier.model.swaps";
    static final String MODEL_REFUSALS = "tideline.classifier.model.refusals";

    static final String REASON_LABEL = "reason";
    static final String MODEL_LABEL = "model";
    static final String VERSION_LABEL = "model_version";

    private MeterNames() {}
}
