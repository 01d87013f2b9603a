package dev.tideline.classifier.claim;

import dev.tideline.model.claim.ClaimCheckSettings;
import dev.tideline.schemas.settings.Settings;
import dev.tideline.schemas.settings.SettingsException;
import java.time.Duration;

/**
 * How the classifier fetches pictures that travel by claim check.
 *
 * @param checks which are fetched, and how
 * @param fetchers most pictures that are fetched at a time
 */
public record ClaimSettings(ClaimCheckSettings checks, int fetchers) {
    /** A commit waits for what is being fetched, and a transaction is open meanwhile, for 30 s at most. */
    private static final Duration LONGEST_PATIENCE = Duration.ofSeconds(20);

    private static final Duration SHORTEST_PATIENCE = Duration.ofMillis(100);

    public static ClaimSettings from(Settings settings) {
        ClaimCheckSettings checks = ClaimCheckSettings.from(settings, "classifier");
        Duration patience = checks.patience();
        if (patience.compareTo(SHORTEST_PATIENCE) < 0 || patience.compareTo(LONGEST_PATIENCE) > 0) {
            throw new SettingsException("Setting classifier.claim.patience is " + patience.toMillis()
                    + "ms, but must be from 100ms to 20s: a commit waits for the pictures that are being fetched.");
        }
        return new ClaimSettings(checks, settings.integer("classifier.claim.fetchers", 8, 1, 1024));
    }
}
