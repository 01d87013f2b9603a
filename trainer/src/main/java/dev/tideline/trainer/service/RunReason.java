package dev.tideline.trainer.service;

import java.util.Locale;

/** Why a run is started. */
enum RunReason {
    /** Enough labels are new or changed. */
    LABELS,
    /** Someone asked for it. */
    REQUEST;

    /** As it stands in events. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
