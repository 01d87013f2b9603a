package dev.tideline.trainer.service;

import dev.tideline.schemas.settings.Settings;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * When to train.
 *
 * @param reasons which reasons may start a run
 * @param minLabels new or changed labels that start a run
 * @param maxLabelAge how long the oldest of the new labels waits for others before it starts a run
 * @param driftConfidence confidence of the detector of a rising error: how probable a false alarm may be at a test
 * @param coolDown least time between the end of a run and the begin of the next, unless that is asked for
 * @param retryAfter the same after a run that failed
 */
public record RetrainSettings(
        Set<RunReason> reasons,
        int minLabels,
        Duration maxLabelAge,
        double driftConfidence,
        Duration coolDown,
        Duration retryAfter) {
    private static final String REASONS = "trainer.reasons";

    public RetrainSettings {
        reasons = Set.copyOf(reasons);
    }

    static RetrainSettings from(Settings settings) {
        String all = RunReason.list(EnumSet.allOf(RunReason.class));
        return new RetrainSettings(
                RunReason.parse(REASONS, settings.text(REASONS, all)),
                settings.integer("trainer.min.labels", 100, 1, 10_000_000),
                settings.duration("trainer.max.label.age", Duration.ofDays(1)),
                settings.number("trainer.drift.confidence", 0.001, 1e-12, 0.5),
                settings.duration("trainer.cool.down", Duration.ofMinutes(10)),
                settings.duration("trainer.retry.after", Duration.ofMinutes(5)));
    }
}
