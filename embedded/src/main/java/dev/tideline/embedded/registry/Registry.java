package dev.tideline.embedded.registry;

import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * Subjects, versions, ids and compatibility levels, with Confluent's rules. A change counts once the journal has it.
 * Thread-safe: one request at a time.
 */
final class Registry {
    private static final int LATEST = -1;

    private final Journal journal;
    private final State state;

    Registry(Journal journal, State state) {
        this.journal = journal;
        this.state = state;
    }

    /** Registers a schema as the subject's next version, unless the subject has it already. */
    synchronized SchemaVersion register(String subject, Schema schema) {
        Optional<SchemaVersion> registered = find(subject, schema, false);
        if (registered.isPresent()) {
            return registered.get();
        }
        List<String> faults = Compatibility.faults(effectiveLevel(subject), schema, liveSchemas(subject));
        if (!faults.isEmpty()) {
            throw RegistryException.incompatible(subject, faults);
        }
        String text = schema.toString();
        int id = state.allVersions()
                .filter(version -> version.schema().equals(text))
                .findFirst()
                .map(SchemaVersion::id)
                .orElseGet(state::takeId);
        SchemaVersion version = new SchemaVersion(subject, nextVersion(subject), id, text, false);
        commit(new Change.VersionStored(version));
        return version;
    }

    private int nextVersion(String subject) {
        return state.versions(subject).stream()
                        .mapToInt(SchemaVersion::version)
                        .max()
                        .orElse(0)
                + 1;
    }

    synchronized SchemaVersion lookUp(String subject, Schema schema, boolean deletedToo) {
        existing(subject, deletedToo);
        return find(subject, schema, deletedToo).orElseThrow(RegistryException::schemaNotFound);
    }

    private Optional<SchemaVersion> find(String subject, Schema schema, boolean deletedToo) {
        String text = schema.toString();
        return visible(subject, deletedToo).stream()
                .filter(version -> version.schema().equals(text))
                .reduce((older, newer) -> newer);
    }

    synchronized List<String> subjects(boolean deletedToo) {
        return state.subjects().stream()
                .filter(subject -> !visible(subject, deletedToo).isEmpty())
                .toList();
    }

    /** The subject's versions, oldest first; there is at least one. */
    synchronized List<SchemaVersion> existing(String subject, boolean deletedToo) {
        List<SchemaVersion> versions = visible(subject, deletedToo);
        if (versions.isEmpty()) {
            throw RegistryException.subjectNotFound(subject);
        }
        return versions;
    }

    /** @param number a version's number, or -1 for the newest */
    synchronized SchemaVersion version(String subject, int number, boolean deletedToo) {
        List<SchemaVersion> versions = existing(subject, deletedToo);
        if (number == LATEST) {
            return versions.get(versions.size() - 1);
        }
        return versions.stream()
                .filter(version -> version.version() == number)
                .findFirst()
                .orElseThrow(() -> RegistryException.versionNotFound(number));
    }

    /** Every version that holds the schema with this id, softly deleted ones included; there is at least one. */
    synchronized List<SchemaVersion> withId(int id) {
        List<SchemaVersion> versions =
                state.allVersions().filter(version -> version.id() == id).toList();
        if (versions.isEmpty()) {
            throw RegistryException.schemaNotFound(id);
        }
        return versions;
    }

    synchronized List<Integer> deleteSubject(String subject, boolean permanently) {
        List<SchemaVersion> all = existing(subject, true);
        List<SchemaVersion> live = visible(subject, false);
        if (permanently && !live.isEmpty()) {
            throw RegistryException.subjectNotSoftDeleted(subject);
        }
        if (!permanently && live.isEmpty()) {
            throw RegistryException.subjectSoftDeleted(subject);
        }
        List<SchemaVersion> doomed = permanently ? all : live;
        doomed.forEach(version -> commit(deletion(version, permanently)));
        return doomed.stream().map(SchemaVersion::version).toList();
    }

    /** @param number a version's number, or -1 for the newest */
    synchronized int deleteVersion(String subject, int number, boolean permanently) {
        SchemaVersion version = version(subject, number, permanently || number != LATEST);
        if (permanently && !version.deleted()) {
            throw RegistryException.versionNotSoftDeleted(subject, version.version());
        }
        if (!permanently && version.deleted()) {
            throw RegistryException.versionSoftDeleted(subject, version.version());
        }
        commit(deletion(version, permanently));
        return version.version();
    }

    private static Change deletion(SchemaVersion version, boolean permanently) {
        return permanently
                ? new Change.VersionRemoved(version.subject(), version.version(), version.id())
                : new Change.VersionStored(version.softlyDeleted());
    }

    /** What speaks against registering the schema; empty if it may be registered. */
    synchronized List<String> faults(String subject, Schema schema) {
        return Compatibility.faults(effectiveLevel(subject), schema, liveSchemas(subject));
    }

    /** What speaks against the schema beside one version. Whatever fits an unknown subject's newest version. */
    synchronized List<String> faults(String subject, Schema schema, int number) {
        if (number == LATEST && visible(subject, false).isEmpty()) {
            return List.of();
        }
        Schema other = Schemas.parse(version(subject, number, false).schema());
        return Compatibility.faults(effectiveLevel(subject), schema, List.of(other));
    }

    /** The level that was set for the subject, or (empty) for all. */
    synchronized Optional<CompatibilityLevel> level(Optional<String> subject) {
        return state.level(subject);
    }

    synchronized void setLevel(Optional<String> subject, CompatibilityLevel level) {
        commit(new Change.LevelSet(subject, level));
    }

    synchronized void clearLevel(Optional<String> subject) {
        commit(new Change.LevelCleared(subject));
    }

    synchronized CompatibilityLevel globalLevel() {
        return state.level(Optional.empty()).orElse(CompatibilityLevel.DEFAULT);
    }

    private CompatibilityLevel effectiveLevel(String subject) {
        return state.level(Optional.of(subject)).orElseGet(this::globalLevel);
    }

    private List<Schema> liveSchemas(String subject) {
        return visible(subject, false).stream()
                .map(version -> Schemas.parse(version.schema()))
                .toList();
    }

    private List<SchemaVersion> visible(String subject, boolean deletedToo) {
        return state.versions(subject).stream()
                .filter(version -> deletedToo || !version.deleted())
                .toList();
    }

    private void commit(Change change) {
        journal.append(change);
        state.apply(change);
    }
}
