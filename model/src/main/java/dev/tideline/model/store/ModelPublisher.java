package dev.tideline.model.store;

import dev.tideline.events.ModelAlias;
import dev.tideline.events.ModelArtifactChunk;
import dev.tideline.events.ModelVersion;
import dev.tideline.model.bundle.BundleArchive;
import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.bundle.ModelSpec;
import dev.tideline.schemas.settings.KafkaSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes versions of one model. A version, its chunks and its alias are written in one transaction: readers see all
 * of it or nothing, whenever the publisher dies.
 *
 * <p>Opening a publisher shuts out every earlier one of the same model, in any program: two trainers cannot both
 * publish. The one that is shut out learns it from a {@link FencedPublisherException} when it next publishes.
 *
 * <p>Threading: for one thread at a time. Errors of Kafka and of the schema registry come as
 * {@link org.apache.kafka.common.KafkaException}; nothing is published then, unless it was the commit that timed out: its
 * outcome is unknown. Open a new publisher to try again, and look at the catalog first.
 */
public final class ModelPublisher implements AutoCloseable {
    /** Size of a chunk: with its envelope well under the megabyte that Kafka allows a record by default. */
    static final int CHUNK_BYTES = 512 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(ModelPublisher.class);

    private final KafkaSettings kafka;
    private final String name;
    private final TransactionalSender sender;

    private ModelPublisher(KafkaSettings kafka, String name) {
        this.kafka = kafka;
        this.name = name;
        this.sender = new TransactionalSender(kafka, kafka.topics().prefix() + "tideline-publisher-" + name);
    }

    /** Becomes the publisher of a model. */
    public static ModelPublisher open(KafkaSettings kafka, String name) {
        return new ModelPublisher(kafka, name);
    }

    /**
     * Publishes a bundle as the model's next version. The bundle's own name and version do not matter, and its folder
     * stays as it is: what travels carries the publisher's name and the new version.
     *
     * @return the record of the version
     * @throws FencedPublisherException when another publisher of the model was opened since
     * @throws IOException when the bundle cannot be read or the temporary folder cannot be written
     */
    public ModelVersion publish(ModelBundle bundle, Publication publication) throws IOException {
        Path work = Files.createTempDirectory("tideline-publish-");
        try (CatalogReader reader = catalogReader()) {
            // No other publisher of the model can be at work since this one was opened, so the newest version is known.
            reader.readPastOpenTransactions();
            ModelSpec spec =
                    bundle.spec().withName(name).withVersion(reader.snapshot().newestVersion(name) + 1);
            BundleArchive archive = pack(bundle, spec, work);
            return sender.transact(() -> send(spec, archive, publication, reader));
        } finally {
            Folders.delete(work);
        }
    }

    /**
     * Removes old versions and their chunks, all or none: those that are not among the newest, and that no alias names or
     * named before.
     *
     * @param keep how many of the newest stay; 1 or more
     * @return the versions that were removed; empty also when somebody made an alias name one of them meanwhile, which is
     *     left to the next call
     * @throws FencedPublisherException when another publisher of the model was opened since
     */
    public List<Integer> removeOld(int keep) throws IOException {
        try (CatalogReader reader = catalogReader()) {
            reader.readPastOpenTransactions();
            List<ModelVersion> old = new Retention(keep).removable(reader.snapshot(), name);
            if (!old.isEmpty()) {
                sender.transact(() -> {
                    new Removal(kafka, sender, reader).send(old);
                    return old;
                });
            }
            return old.stream().map(ModelVersion::getVersion).toList();
        } catch (VersionInUseException e) {
            LOG.info("No version of {} is removed now: {}", name, e.getMessage());
            return List.of();
        }
    }

    private CatalogReader catalogReader() {
        return new CatalogReader(kafka, "tideline-publisher-catalog-" + name);
    }

    private static BundleArchive pack(ModelBundle bundle, ModelSpec spec, Path work) throws IOException {
        Path folder = Files.createDirectory(work.resolve("bundle"));
        Folders.copy(bundle.folder(), folder);
        return BundleArchive.pack(ModelBundle.write(folder, spec), work.resolve("bundle.zip"));
    }

    private ModelVersion send(ModelSpec spec, BundleArchive archive, Publication publication, CatalogReader reader)
            throws IOException {
        long firstChunk = sendChunks(spec.version(), archive);
        ModelVersion version = record(spec, archive, publication, firstChunk);
        // What people did to the aliases while the chunks went out counts.
        reader.readPastOpenTransactions(ModelCatalog.PATIENCE);
        sender.send(kafka.topics().models(), ModelKeys.version(name, spec.version()), version);
        aliases(reader.snapshot(), publication, spec.version())
                .forEach(alias ->
                        sender.send(kafka.topics().modelAliases(), ModelKeys.alias(name, alias.getAlias()), alias));
        return version;
    }

    private List<ModelAlias> aliases(ModelCatalog catalog, Publication publication, int version) {
        if (publication.alias().isEmpty()) {
            return List.of();
        }
        String alias = publication.alias().get();
        Optional<Pin> pin =
                catalog.pin(name).filter(pinned -> publication.yieldsToPin() && alias.equals(ModelCatalog.PRODUCTION));
        return Aliases.moves(
                catalog,
                name,
                pin.isPresent() ? ModelCatalog.CANDIDATE : alias,
                version,
                publication.author(),
                pin.map(Pin::told).orElse(publication.aliasReason()));
    }

    /** Sends the archive piece by piece; gives the offset of the first piece. */
    private long sendChunks(int version, BundleArchive archive) throws IOException {
        try (InputStream in = Files.newInputStream(archive.file())) {
            long first = TransactionalSender.offset(sendChunk(version, 0, in.readNBytes(CHUNK_BYTES)));
            for (int chunk = 1; chunk < chunks(archive); chunk++) {
                sendChunk(version, chunk, in.readNBytes(CHUNK_BYTES));
            }
            return first;
        }
    }

    private Future<RecordMetadata> sendChunk(int version, int chunk, byte[] bytes) {
        ModelArtifactChunk record = ModelArtifactChunk.newBuilder()
                .setName(name)
                .setVersion(version)
                .setChunk(chunk)
                .setData(ByteBuffer.wrap(bytes))
                .build();
        return sender.send(kafka.topics().modelArtifacts(), ModelKeys.chunk(name, version, chunk), record);
    }

    private static int chunks(BundleArchive archive) {
        return Math.toIntExact((archive.length() + CHUNK_BYTES - 1) / CHUNK_BYTES);
    }

    private static ModelVersion record(
            ModelSpec spec, BundleArchive archive, Publication publication, long firstChunk) {
        return ModelVersion.newBuilder()
                .setName(spec.name())
                .setVersion(spec.version())
                .setLabels(spec.labels())
                .setInputHeight(spec.input().height())
                .setInputWidth(spec.input().width())
                .setArtifactSha256(archive.sha256())
                .setArtifactLength(archive.length())
                .setArtifactChunks(chunks(archive))
                .setArtifactOffset(firstChunk)
                .setReason(publication.reason())
                .setCreatedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .setCreatedBy(publication.author())
                .setRunId(publication.runId().orElse(null))
                .setLineage(spec.lineage())
                .setMetrics(spec.metrics())
                .build();
    }

    @Override
    public void close() {
        sender.close();
    }
}
