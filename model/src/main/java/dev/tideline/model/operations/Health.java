package dev.tideline.model.operations;

import java.util.Optional;

/**
 * What a service says when it is asked how it is.
 *
 * <p>Threading: asked from several threads at once, and never kept waiting.
 */
public interface Health {
    /** Whether it can still do its work, now or later; where not, only another process can. */
    boolean isLive();

    /** What keeps it from its work now, for people; empty when it is ready. */
    Optional<String> obstacle();
}
