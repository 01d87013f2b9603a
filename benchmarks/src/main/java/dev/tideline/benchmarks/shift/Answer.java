package dev.tideline.benchmarks.shift;

/**
 * A prediction of a photo of the stream.
 *
 * @param number the photo's, from 0 on
 * @param version that made it
 */
public record Answer(int number, Kind kind, boolean right, int version) {}
