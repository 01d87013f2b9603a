package dev.tideline.trainer.data;

/** What a picture is used for: to learn from, to watch the learning, or to judge the result. */
public enum Part {
    TRAIN,
    VALIDATION,
    TEST
}
