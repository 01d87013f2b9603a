package dev.tideline.benchmarks.contestant;

import java.util.OptionalLong;

/**
 * The most memory that a process of our classifier held.
 *
 * @param residentBytes of the whole process; empty where the operating system does not tell
 * @param heapBytes of its Java heap: the sum of its regions' own peaks, so at least its peak
 */
public record Footprint(OptionalLong residentBytes, long heapBytes) {}
