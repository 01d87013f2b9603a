package dev.tideline.ingest;

import java.time.Duration;
import java.util.List;

/**
 * What became of a folder: every file is sent, a duplicate or refused.
 *
 * @param sent pictures that the broker has
 * @param labels labels that the broker has
 * @param duplicates files whose content another file had
 * @param refused files that were not sent
 * @param refusals the first {@value #LISTED_REFUSALS} of them with their reasons
 * @param took wall-clock time
 */
public record IngestSummary(
        long sent, long labels, long duplicates, long refused, List<Refusal> refusals, Duration took) {
    /** A folder full of something else must not fill the memory; listeners hear of every refusal. */
    public static final int LISTED_REFUSALS = 1000;
}
