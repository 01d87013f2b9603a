package dev.tideline.model.store;

import dev.tideline.events.ModelAlias;
import dev.tideline.events.ModelVersion;
import dev.tideline.schemas.settings.KafkaSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;

/**
 * Moves and removes aliases, and deletes versions. Unlike opening a {@link ModelPublisher}, this shuts nobody out, so a person may
 * promote or roll back while a trainer is running.
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

    /** Makes an alias name a version that exists. */
    public ModelAlias setAlias(String name, String alias, int version, String reason) {
        ModelCatalog catalog = ModelCatalog.read(kafka);
        requireVersion(catalog, name, version);
        return write(Aliases.moved(catalog, name, alias, version, author, reason));
    }

    /** Makes an alias name the version that it named before. One record, as every move of an alias. */
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
        return write(Aliases.moved(catalog, name, alias, now.getPreviousVersion(), author, reason));
    }

    /**
     * Makes an alias name nothing.
     *
     * @return what it named; empty when there was no such alias, and nothing has changed then
     */
    public Optional<ModelAlias> removeAlias(String name, String alias) {
        Optional<ModelAlias> named = ModelCatalog.read(kafka).alias(name, alias);
        named.ifPresent(doomed -> transact(() -> {
            sender.send(kafka.topics().modelAliases(), ModelKeys.alias(name, alias), null);
            return doomed;
        }));
        return named;
    }

    /**
     * Deletes a version and its chunks. Refuses a version that an alias names, and the newest one, whose number would be
     * given a second time.
     */
    public void delete(String name, int version) {
        ModelCatalog catalog = ModelCatalog.read(kafka);
        ModelVersion doomed = requireVersion(catalog, name, version);
        catalog.aliases(name).stream()
                .filter(alias -> alias.getVersion() == version)
                .findFirst()
                .ifPresent(alias -> {
                    throw new IllegalArgumentException("Version " + version + " of model " + name + " is "
                            + alias.getAlias() + "; set that alias to another version first.");
                });
        if (version == catalog.newestVersion(name)) {
            throw new IllegalArgumentException(
                    "Version " + version + " of model " + name
                            + " is its newest, and its number must not be given again; it can be deleted once there is a newer.");
        }
        transact(() -> {
            sender.send(kafka.topics().models(), ModelKeys.version(name, version), null);
            for (int chunk = 0; chunk < doomed.getArtifactChunks(); chunk++) {
                sender.send(kafka.topics().modelArtifacts(), ModelKeys.chunk(name, version, chunk), null);
            }
            return doomed;
        });
    }

    private static ModelVersion requireVersion(ModelCatalog catalog, String name, int version) {
        return catalog.version(name, version)
                .orElseThrow(
                        () -> new IllegalArgumentException("Model " + name + " has no version " + version + ". It has "
                                + catalog.versions(name).stream()
                                        .map(ModelVersion::getVersion)
                                        .toList() + "."));
    }

    private ModelAlias write(ModelAlias alias) {
        return transact(() -> {
            sender.send(kafka.topics().modelAliases(), ModelKeys.alias(alias.getName(), alias.getAlias()), alias);
            return alias;
        });
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
