package dev.tideline.trainer.gate;

import java.util.Locale;

/**
 * Why a candidate does not become production.
 *
 * @param why in words, with figures
 */
public record Objection(Kind kind, String why) {
    /** What is held against it. */
    public enum Kind {
        /** No held-out picture could be read and decoded. */
        NOTHING_HELD_OUT,
        /** It gets fewer of the held-out pictures right. */
        WORSE,
        /** It gets fewer right of those that production's own run had held out. */
        FORGETS,
        /** It gets far fewer of a class right. */
        CLASS_COLLAPSES,
        /** The new labels contradict each other or the older ones. */
        LABELS_DISAGREE,
        /** People pinned production. */
        PINNED;

        /** As it stands in events. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
