package dev.tideline.model.store;

import dev.tideline.events.ModelAlias;
import dev.tideline.events.ModelVersion;
import dev.tideline.schemas.settings.KafkaSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;

/**
 * Moves and removes aliases, pins production, and deletes versions. Unlike opening a {@link ModelPublisher}, this shuts
 * nobody out, so a person may promote or roll back while a trainer is running.
 *
 * <p>Threading: for one thread at a time. Errors: {@link IllegalArgumentException} with its reason when what is asked
 * for cannot be; {@link KafkaException} for those of Kafka and of the schema registry, and nothing has changed then.
 */
public final class ModelAdmin implements AutoCloseable {
    private final KafkaSettings kafka;
    private final String author;
    private final TransactionalSender sender;

    /** @param author which service or person makes the changes */
    public ModelAdmin(KafkaSettings kafka, String author) {
        this.kafka = kafka;
        this.author = author;
        this.sender =
                new TransactionalSender(kafka, kafka.topics().prefix() + "tideline-model-admin-" + UUID.randomUUID());
    }

    /** Makes an alias name a version that exists. A pin goes with production. */
    public ModelAlias setAlias(String name, String alias, int version, String reason) {
        ModelCatalog catalog = ModelCatalog.read(kafka);
        requireVersion(catalog, name, version);
        return move(catalog, Aliases.moves(catalog, name, alias, version, author, reason));
    }

    /** Makes an alias name the version that it named before. One record, as every move of an alias that is not pinned. */
    public ModelAlias rollback(String name, String alias, String reason) {
        ModelCatalog catalog = ModelCatalog.read(kafka);
        ModelAlias now = catalog.alias(name, alias)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Model " + name + " has no alias " + alias + " that could be rolled back."));
        if (now.getPreviousVersion() == null) {
            throw new IllegalArgumentException("Alias " + alias + " of model " + name + " has named no version before "
                    + now.getVersion() + "; set it to the version that is wanted.");
        }
        requireVersion(catalog, name, now.getPreviousVersion());
        return move(catalog, Aliases.moves(catalog, name, alias, now.getPreviousVersion(), author, reason));
    }

    /**
     * Leaves production to people: no version is promoted by itself until {@link #unpin}.
     *
     * @param version what production is from the same moment on; empty for what it is now
     * @return the pin
     */
    public ModelAlias pin(String name, OptionalInt version, String reason) {
        ModelCatalog catalog = ModelCatalog.read(kafka);
        Optional<ModelAlias> production = catalog.alias(name, ModelCatalog.PRODUCTION);
        if (version.isEmpty() && production.isEmpty()) {
            throw new IllegalArgumentException(
                    "Model " + name + " has no production that could be pinned; say which version is to be.");
        }
        int wanted = version.orElseGet(() -> production.get().getVersion());
        requireVersion(catalog, name, wanted);
        ModelAlias pin = Aliases.moved(catalog, name, ModelCatalog.PINNED, wanted, author, reason);
        // Production is set in any case: a version that was promoted since the catalog was read is not to stay.
        return move(
                catalog, List.of(pin, Aliases.moved(catalog, name, ModelCatalog.PRODUCTION, wanted, author, reason)));
    }

    /**
     * Lets the trainer promote versions again.
     *
     * @return the pin that was; empty when there was none
     */
    public Optional<ModelAlias> unpin(String name) {
        return removeAlias(name, ModelCatalog.PINNED);
    }

    /**
     * Makes an alias name nothing.
     *
     * @return what it named; empty when there was no such alias, and nothing has changed then
     */
    public Optional<ModelAlias> removeAlias(String name, String alias) {
        Optional<ModelAlias> named = ModelCatalog.read(kafka).alias(name, alias);
        named.ifPresent(doomed -> transact(() -> {
            send(name, alias, null);
            return doomed;
        }));
        return named;
    }

    /**
     * Deletes a version and its chunks. Refuses a version that an alias names, and the newest one, whose number would be
     * given a second time.
     */
    public void delete(String name, int version) {
        try (CatalogReader reader = new CatalogReader(kafka, "tideline-model-admin")) {
            reader.readPastOpenTransactions(ModelCatalog.PATIENCE);
            ModelCatalog catalog = reader.snapshot();
            List<ModelVersion> doomed = List.of(requireVersion(catalog, name, version));
            Removal.requireUnnamed(catalog, doomed);
            if (version == catalog.newestVersion(name)) {
                throw new IllegalArgumentException("Version " + version + " of model " + name
                        + " is its newest, and its number must not be given again; it can be deleted once there is a"
                        + " newer.");
            }
            transact(() -> {
                new Removal(kafka, sender, reader).send(doomed);
                return doomed;
            });
        }
    }

    private static ModelVersion requireVersion(ModelCatalog catalog, String name, int version) {
        return catalog.version(name, version)
                .orElseThrow(
                        () -> new IllegalArgumentException("Model " + name + " has no version " + version + ". It has "
                                + catalog.versions(name).stream()
                                        .map(ModelVersion::getVersion)
                                        .toList() + "."));
    }

    /** Moves aliases to one version; gives the first of them. */
    private ModelAlias move(ModelCatalog before, List<ModelAlias> moves) {
        transact(() -> {
            moves.forEach(move -> send(move.getName(), move.getAlias(), move));
            return moves;
        });
        ModelAlias first = moves.get(0);
        if (ModelCatalog.read(kafka)
                .version(first.getName(), first.getVersion())
                .isPresent()) {
            return first;
        }
        // Somebody removed the version at the same moment: see Removal.
        transact(() -> {
            moves.forEach(move -> send(
                    move.getName(),
                    move.getAlias(),
                    before.alias(move.getName(), move.getAlias()).orElse(null)));
            return moves;
        });
        throw new IllegalArgumentException("Version " + first.getVersion() + " of model " + first.getName()
                + " was removed at this moment; " + first.getAlias() + " is what it was before.");
    }

    private void send(String name, String alias, ModelAlias record) {
        sender.send(kafka.topics().modelAliases(), ModelKeys.alias(name, alias), record);
    }

    private <R> R transact(TransactionalSender.Work<R> work) {
        try {
            return sender.transact(work);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        sender.close();
    }
}
