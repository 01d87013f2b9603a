package dev.tideline.model.store;

import dev.tideline.events.ModelVersion;
import dev.tideline.schemas.settings.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Removes versions and their chunks, by tombstones in a transaction.
 *
 * <p>Somebody may make an alias name one of them at the same moment. So the aliases are looked at once more when the
 * tombstones are written and not yet committed, while whoever sets an alias looks for its version once more when the
 * alias is committed: one of the two sees the other and takes back what it did.
 */
final class Removal {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KafkaSettings kafka;
    private final TransactionalSender sender;
    private final CatalogReader reader;

    Removal(KafkaSettings kafka, TransactionalSender sender, CatalogReader reader) {
        this.kafka = kafka;
        this.sender = sender;
        this.reader = reader;
    }

    /**
     * Sends the tombstones, in the sender's transaction.
     *
     * @throws VersionInUseException when an alias names one of the versions, or may name it in a moment: the transaction
     *     must not be committed
     */
    void send(List<ModelVersion> doomed) {
        doomed.stream().map(this::sendTombstones).toList().forEach(TransactionalSender::offset);
        if (!reader.readAliasesPastOpenTransactions(PATIENCE)) {
            throw new VersionInUseException("Somebody has been moving aliases for more than " + PATIENCE.toSeconds()
                    + " s, and may name what is to be removed; try again later.");
        }
        requireUnnamed(reader.snapshot(), doomed);
    }

    private Future<RecordMetadata> sendTombstones(ModelVersion version) {
        for (int chunk = 0; chunk < version.getArtifactChunks(); chunk++) {
            sender.send(
                    kafka.topics().modelArtifacts(),
                    ModelKeys.chunk(version.getName(), version.getVersion(), chunk),
                    null);
        }
        return sender.send(kafka.topics().models(), ModelKeys.version(version.getName(), version.getVersion()), null);
    }

    /** @throws VersionInUseException when an alias names one of the versions */
    static void requireUnnamed(ModelCatalog now, List<ModelVersion> doomed) {
        for (ModelVersion version : doomed) {
            now.aliases(version.getName()).stream()
                    .filter(alias -> alias.getVersion() == version.getVersion())
                    .findFirst()
                    .ifPresent(alias -> {
                        throw new VersionInUseException("Version " + version.getVersion() + " of model "
                                + version.getName() + " is " + alias.getAlias()
                                + "; set that alias to another version, or remove it, first.");
                    });
        }
    }
}
