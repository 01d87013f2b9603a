package dev.tideline.model.store;

import dev.tideline.events.ModelAlias;
import dev.tideline.events.ModelVersion;
import dev.tideline.schemas.settings.KafkaSettings;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which versions and aliases there are: a snapshot of what was committed when it was read, which does not change.
 * Records are shared, not copied; leave them as they are.
 */
public final class ModelCatalog {
    /** The alias of the version that classifiers serve. */
    public static final String PRODUCTION = "production";

    /** The alias of the newest version that the gate kept back. */
    public static final String CANDIDATE = "candidate";

    /** The alias of the version that classifiers try beside production. */
    public static final String SHADOW = "shadow";

    /**
     * The alias that pins production. While it names a version, only people move production, and it moves with it.
     */
    public static final String PINNED = "pinned";

    /** How long a reader waits for a transaction in progress: longer than a commit takes, shorter than a dead one's. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Map<String, ModelVersion> versions;
    private final Map<String, ModelAlias> aliases;

    ModelCatalog(Map<String, ModelVersion> versions, Map<String, ModelAlias> aliases) {
        this.versions = Map.copyOf(versions);
        this.aliases = Map.copyOf(aliases);
    }

    /**
     * Reads the catalog to its end: all that was committed before this call, whoever committed it.
     *
     * @throws org.apache.kafka.common.KafkaException when Kafka or the schema registry cannot be reached
     */
    public static ModelCatalog read(KafkaSettings kafka) {
        try (CatalogReader reader = new CatalogReader(kafka, "tideline-model-catalog")) {
            reader.readPastOpenTransactions(PATIENCE);
            return reader.snapshot();
        }
    }

    /** Names of the models that have a version. */
    public SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>();
        versions.values().forEach(version -> names.add(version.getName()));
        return names;
    }

    /** A model's versions, oldest first. */
    public List<ModelVersion> versions(String name) {
        return versions.values().stream()
                .filter(version -> version.getName().equals(name))
                .sorted(Comparator.comparingInt(ModelVersion::getVersion))
                .toList();
    }

    public Optional<ModelVersion> version(String name, int version) {
        return Optional.ofNullable(versions.get(ModelKeys.version(name, version)));
    }

    /** The number of a model's newest version; 0 when it has none. */
    public int newestVersion(String name) {
        return versions(name).stream().mapToInt(ModelVersion::getVersion).max().orElse(0);
    }

    /** A model's aliases, in alphabetical order. */
    public List<ModelAlias> aliases(String name) {
        return aliases.values().stream()
                .filter(alias -> alias.getName().equals(name))
                .sorted(Comparator.comparing(ModelAlias::getAlias))
                .toList();
    }

    /** What production is pinned to; empty while it may move by itself. */
    public Optional<Pin> pin(String name) {
        return alias(name, PINNED).map(Pin::of);
    }

    public Optional<ModelAlias> alias(String name, String alias) {
        return Optional.ofNullable(aliases.get(ModelKeys.alias(name, alias)));
    }
}
