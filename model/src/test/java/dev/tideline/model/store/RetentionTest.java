package dev.tideline.model.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tideline.events.ModelAlias;
import dev.tideline.events.ModelVersion;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private final Map<String, ModelVersion> versions = new HashMap<>();
    private final Map<String, ModelAlias> aliases = new HashMap<>();

    @Test
    void theNewestStay() {
        add(1, 2, 3, 7, 12);

        assertThat(removable(2)).containsExactly(1, 2, 3);
        assertThat(removable(5)).isEmpty();
        assertThat(removable(9)).isEmpty();
    }

    @Test
    void whatAnAliasNamesStaysAndWhatItNamedBefore() {
        add(1, 2, 3, 4, 5, 6, 7, 8);
        name(ModelCatalog.PRODUCTION, 4, 2);
        name(ModelCatalog.SHADOW, 3, null);
        name(ModelCatalog.CANDIDATE, 6, 5);

        assertThat(removable(1)).containsExactly(1, 7);
    }

    @Test
    void otherModelsAreNotTouched() {
        add(1, 2, 3);

        assertThat(new Retention(1).removable(catalog(), "birds")).isEmpty();
    }

    @Test
    void oneVersionAtLeastIsKept() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Retention(0)).withMessageContaining("not 0");
    }

    private List<Integer> removable(int keep) {
        return new Retention(keep)
                .removable(catalog(), "pets").stream()
                        .map(ModelVersion::getVersion)
                        .toList();
    }

    private ModelCatalog catalog() {
        return new ModelCatalog(versions, aliases);
    }

    private void add(int... numbers) {
        for (int number : numbers) {
            versions.put(
                    ModelKeys.version("pets", number),
                    ModelVersion.newBuilder()
                            .setName("pets")
                            .setVersion(number)
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

    private void name(String alias, int version, Integer before) {
        aliases.put(
                ModelKeys.alias("pets", alias),
                ModelAlias.newBuilder()
                        .setName("pets")
                        .setAlias(alias)
                        .setVersion(version)
                        .setPreviousVersion(before)
                        .setSetAt(Instant.EPOCH)
                        .build());
    }
}
