package dev.tideline.trainer.gate;

import dev.tideline.schemas.settings.Settings;

/**
 * How strict the gate is. Shares are fractions of 1.
 *
 * @param significance what happens by chance with a smaller probability is not taken for chance
 * @param tolerance how much smaller a share of all held-out pictures a candidate may get right, even beyond chance
 * @param forgetting the same among those that production's own run had held out
 */
public record GateSettings(double significance, double tolerance, double forgetting) {

    /** @throws dev.tideline.schemas.settings.SettingsException naming the key that is wrong */
    public static GateSettings from(Settings settings) {
        GateSettings usual = defaults();
        return new GateSettings(
                settings.number("trainer.gate.significance", usual.significance, 1e-6, 0.4),
                settings.number("trainer.gate.tolerance", usual.tolerance, 0, 1),
                settings.number("trainer.gate.forgetting", usual.forgetting, 0, 1));
    }

    public static GateSettings defaults() {
        return new GateSettings(0.05, 0, 0.02);
    }
}
