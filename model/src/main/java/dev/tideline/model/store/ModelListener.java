package dev.tideline.model.store;

import dev.tideline.events.ModelAlias;
import dev.tideline.events.ModelVersion;
import dev.tideline.model.bundle.ModelBundle;
import java.io.IOException;

/** What a {@link ModelWatcher} reports to, on the watcher's own thread, one call at a time. */
public interface ModelListener {

    /**
     * The alias names another version, and its bundle is here, whole and verified. The watcher goes on when this
     * returns; until then it takes in no newer wish. The bundle's folder stays until two newer ones have been handed
     * over. An exception counts as a refusal.
     */
    void onBundle(ModelBundle bundle, ModelVersion version, ModelAlias alias) throws IOException;

    /**
     * The alias names a version that must not serve: what came before stays. It is tried again only when the alias is
     * set again.
     *
     * @param reason what is wrong with the version, for people
     */
    void onRefused(ModelVersion version, ModelAlias alias, String reason);

    /** The alias was removed after a bundle had been handed over: it names no version until it is set again. */
    void onRemoved();
}
