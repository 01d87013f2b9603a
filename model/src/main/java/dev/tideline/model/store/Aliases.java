package dev.tideline.model.store;

import dev.tideline.events.ModelAlias;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Makes alias records. */
final class Aliases {
    private Aliases() {}

    /** The records that make an alias name a version: a pin goes with production, wherever people move it. */
    static List<ModelAlias> moves(
            ModelCatalog catalog, String name, String alias, int version, String author, String reason) {
        ModelAlias moved = moved(catalog, name, alias, version, author, reason);
        return catalog.pin(name)
                .filter(pin -> alias.equals(ModelCatalog.PRODUCTION) && pin.version() != version)
                .map(pin -> List.of(moved, moved(catalog, name, ModelCatalog.PINNED, version, author, pin.reason())))
                .orElse(List.of(moved));
    }

    /** The record that moves an alias, given what the catalog says about it now. */
    static ModelAlias moved(
            ModelCatalog catalog, String name, String alias, int version, String author, String reason) {
        return ModelAlias.newBuilder()
                .setName(name)
                .setAlias(alias)
                .setVersion(version)
                .setPreviousVersion(catalog.alias(name, alias)
                        .map(now -> previous(now, version))
                        .orElse(null))
                .setSetAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .setSetBy(author)
                .setReason(reason)
                .build();
    }

    /** Setting an alias to what it names already must not lose the way back. */
    private static Integer previous(ModelAlias now, int version) {
        return now.getVersion() == version ? now.getPreviousVersion() : Integer.valueOf(now.getVersion());
    }
}
