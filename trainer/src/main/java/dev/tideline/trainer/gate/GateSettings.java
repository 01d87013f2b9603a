package dev.tideline.trainer.gate;

import dev.tideline.schemas.settings.Settings;

/**
 * How strict the gate is. Shares are fractions of 1.
 *
 * @param significance what happens by chance with a smaller probability is not taken for chance; 0.5 or more takes
 *     nothing for chance
 * @param tolerance how much smaller a share of all held-out pictures a candidate may get right, even beyond chance
 * @param forgetting the same among those that production's own run had held out
 * @param collapse how much smaller a share of a class it may get right, even beyond chance
 * @param disagreement how much smaller a share it may get right of newly labelled pictures than of the others, even beyond
 *     chance
 */
public record GateSettings(
        double significance, double tolerance, double forgetting, double collapse, double disagreement) {

    /** @throws dev.tideline.schemas.settings.SettingsException naming the key that is wrong */
    public static GateSettings from(Settings settings) {
        GateSettings usual = defaults();
        return new GateSettings(
                settings.number("trainer.gate.significance", usual.significance, 0, 1),
                settings.number("trainer.gate.tolerance", usual.tolerance, 0, 1),
                settings.number("trainer.gate.forgetting", usual.forgetting, 0, 1),
                settings.number("trainer.gate.collapse", usual.collapse, 0, 1),
                settings.number("trainer.gate.disagreement", usual.disagreement, 0, 1));
    }

    public static GateSettings defaults() {
        return new GateSettings(0.05, 0, 0.02, 0.2, 0.2);
    }
}
