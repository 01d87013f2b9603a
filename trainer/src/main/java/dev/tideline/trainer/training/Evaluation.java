package dev.tideline.trainer.training;

/**
 * How well a model did on some pictures.
 *
 * @param loss mean cross-entropy in nats; NaN where there were no pictures
 * @param accuracy share of pictures whose likeliest class is the right one; NaN where there were no pictures
 */
public record Evaluation(double loss, double accuracy) {}
