package dev.tideline.model.store;

import dev.tideline.events.ModelAlias;

/**
 * That only people move production, from now on until it is unpinned. On {@code model-aliases} it is an alias of its own,
 * so that moving production cannot end it, and a program that does not know of it keeps its hands off the version.
 *
 * @param version what production is pinned to
 * @param author which service or person pinned it
 * @param reason why, for people; may be empty
 */
public record Pin(int version, String author, String reason) {
    static Pin of(ModelAlias alias) {
        return new Pin(alias.getVersion(), alias.getSetBy(), alias.getReason());
    }

    /** The same in words. */
    public String told() {
        return "production is pinned to version " + version + (author.isEmpty() ? "" : " by " + author)
                + (reason.isEmpty() ? "" : " (" + reason + ")");
    }
}
