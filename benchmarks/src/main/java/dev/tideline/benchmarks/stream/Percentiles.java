package dev.tideline.benchmarks.stream;

/** The delay that half, 95 % and 99 % of the pictures stayed within, and the longest, in milliseconds. */
public record Percentiles(double p50, double p95, double p99, double max) {}
