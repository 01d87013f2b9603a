package dev.tideline.trainer.service;

import dev.tideline.schemas.settings.SettingsException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Why a run is started. */
public enum RunReason {
    /** Enough labels are new or changed. */
    LABELS,
    /** The oldest of the new labels has waited long enough. */
    AGE,
    /** The error of the version in production is rising. */
    ERROR,
    /** Someone asked for it. */
    REQUEST;

    /** As it stands in events. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reasons separated by commas. */
    static Set<RunReason> parse(String key, String text) {
        Set<RunReason> reasons = EnumSet.noneOf(RunReason.class);
        for (String name : text.split(",")) {
            reasons.add(Arrays.stream(values())
                    .filter(reason -> reason.text().equals(name.strip()))
                    .findFirst()
                    .orElseThrow(() -> new SettingsException("Setting " + key + " is \"" + text
                            + "\", but must be a list, separated by commas, of some of " + list(Set.of(values()))
                            + ".")));
        }
        return reasons;
    }

    /** As {@link #parse} reads it, in the order of the reasons here. */
    static String list(Set<RunReason> reasons) {
        return reasons.stream().sorted().map(RunReason::text).collect(Collectors.joining(","));
    }
}
