package dev.tideline.model.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.events.ModelAlias;
import dev.tideline.events.ModelVersion;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelCatalogTest {
    private final Map<String, ModelVersion> versions = new HashMap<>();
    private final Map<String, ModelAlias> aliases = new HashMap<>();

    @Test
    void versionsComeOldestFirstAndByTheirNumbers() {
        for (int number : List.of(10, 9, 2)) {
            add("pets", number);
        }
        add("birds", 11);
        ModelCatalog catalog = new ModelCatalog(versions, aliases);
        assertThat(catalog.versions("pets"))
                .extracting(ModelVersion::getVersion)
                .containsExactly(2, 9, 10);
        assertThat(catalog.newestVersion("pets")).isEqualTo(10);
        assertThat(catalog.newestVersion("fish")).isZero();
        assertThat(catalog.version("pets", 11)).isEmpty();
        assertThat(catalog.names()).containsExactly("birds", "pets");
    }

    @Test
    void aSnapshotDoesNotChange() {
        ModelCatalog catalog = new ModelCatalog(versions, aliases);
        add("pets", 1);
        assertThat(catalog.names()).isEmpty();
    }

    @Test
    void movingAnAliasRemembersWhereItWas() {
        assertThat(move(1).getPreviousVersion()).isNull();
        assertThat(move(2).getPreviousVersion()).isEqualTo(1);
        assertThat(move(5).getPreviousVersion()).isEqualTo(2);
    }

    @Test
    void settingAnAliasToWhatItNamesKeepsTheWayBack() {
        move(1);
        move(2);
        assertThat(move(2).getPreviousVersion()).isEqualTo(1);
    }

    private ModelAlias move(int version) {
        ModelAlias moved = Aliases.moved(
                new ModelCatalog(versions, aliases), "pets", ModelCatalog.PRODUCTION, version, "a test", "");
        aliases.put(ModelKeys.alias("pets", ModelCatalog.PRODUCTION), moved);
        return moved;
    }

    private void add(String name, int version) {
        versions.put(
                ModelKeys.version(name, version),
                ModelVersion.newBuilder()
                        .setName(name)
                        .setVersion(version)
                        .setLabels(List.of("cats", "dogs"))
                        .setInputHeight(160)
                        .setInputWidth(160)
                        .setArtifactSha256("")
                        .setArtifactLength(0)
                        .setArtifactChunks(0)
                        .setReason("import")
                        .setCreatedAt(Instant.EPOCH)
                        .build());
    }
}
