package dev.tideline.trainer.drift;

/**
 * That a model's error has risen.
 *
 * @param before the tests for which it was lowest
 * @param since those after them, up to the one that showed the rise
 */
public record ErrorRise(ErrorRate before, ErrorRate since) {}
