package dev.tideline.trainer.operations;

/** Names and labels of the trainer's meters, in Micrometer's spelling; docs/operations.md explains them. */
final class MeterNames {
    static final String SET_PICTURES = "tideline.trainer.set.pictures";
    static final String NEW_LABELS = "tideline.trainer.new.labels";
    static final String AT_WORK = "tideline.trainer.at.work";
    static final String ERROR = "tideline.trainer.error";
    static final String ERROR_TESTS = "tideline.trainer.error.tests";
    static final String RUNS = "tideline.trainer.runs";
    static final String RUN_IN_PROGRESS = "tideline.trainer.run.in.progress";
    static final String RUN_PHASE = "tideline.trainer.run.phase";
    static final String RUN_PICTURES = "tideline.trainer.run.pictures";
    static final String UNREADABLE_PICTURES = "tideline.trainer.unreadable.pictures";
    static final String LAST_RUN_AGE = "tideline.trainer.last.run.age";
    static final String EPOCH = "tideline.trainer.epoch";
    static final String EPOCH_LOSS = "tideline.trainer.epoch.loss";
    static final String EPOCH_ACCURACY = "tideline.trainer.epoch.accuracy";
    static final String FEATURE_CACHE = "tideline.trainer.feature.cache";
    static final String VERDICTS = "tideline.trainer.verdicts";
    static final String OBJECTIONS = "tideline.trainer.objections";
    static final String NEWEST_VERSION = "tideline.trainer.newest.version";
    static final String PRODUCTION_VERSION = "tideline.trainer.production.version";

    static final String LABEL_LABEL = "label";
    static final String VERSION_LABEL = "model_version";
    static final String MODEL_LABEL = "model";
    static final String REASON_LABEL = "reason";
    static final String OUTCOME_LABEL = "outcome";
    static final String PHASE_LABEL = "phase";
    static final String FEATURES_LABEL = "features";
    static final String PART_LABEL = "part";
    static final String VERDICT_LABEL = "verdict";
    static final String OBJECTION_LABEL = "objection";

    private MeterNames() {}
}
