package dev.tideline.trainer.guarantees;

import java.time.Instant;

/**
 * What somebody said of a picture.
 *
 * @param at when, to the millisecond
 */
record Label(String text, Instant at) {}
