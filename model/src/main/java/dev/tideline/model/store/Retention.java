package dev.tideline.model.store;

import dev.tideline.events.ModelAlias;
import dev.tideline.events.ModelVersion;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which versions of a model are kept: the newest, those that aliases name, and those that aliases named before, so that
 * there is a way back.
 *
 * @param newest how many of the newest; 1 or more, since the number of the newest must not be given again
 */
record Retention(int newest) {
    Retention {
        if (newest < 1) {
            throw new IllegalArgumentException("At least one version must be kept, not " + newest);
        }
    }

    /** The versions that need not be kept, oldest first. */
    List<ModelVersion> removable(ModelCatalog catalog, String name) {
        Set<Integer> named = new HashSet<>();
        for (ModelAlias alias : catalog.aliases(name)) {
            named.add(alias.getVersion());
            if (alias.getPreviousVersion() != null) {
                named.add(alias.getPreviousVersion());
            }
        }
        List<ModelVersion> all = catalog.versions(name);
        return all.subList(0, Math.max(0, all.size() - newest)).stream()
                .filter(version -> !named.contains(version.getVersion()))
                .toList();
    }
}
