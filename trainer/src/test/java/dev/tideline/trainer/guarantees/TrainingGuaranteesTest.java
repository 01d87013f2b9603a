package dev.tideline.trainer.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.events.ModelVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A guarantee that could not be violated would guarantee nothing. Two requests, two versions of two chunks each. */
class TrainingGuaranteesTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Map<String, Label> LABELS =
            Map.of("a", new Label("disc", NOON), "b", new Label("cross", NOON.plusSeconds(1)));
    private static final List<ModelVersion> VERSIONS = List.of(version(1, "request 1"), version(2, "request 2"));
    private static final Catalog CATALOG = new Catalog(List.of(1, 2), Map.of("production", 2));
    private static final Set<String> CHUNKS = Set.of("default/1/0", "default/1/1", "default/2/0", "default/2/1");

    private Map<String, Label> joined = LABELS;
    private List<ModelVersion> published = VERSIONS;
    private List<Integer> whole = List.of(1, 2);
    private List<String> refusals = List.of();
    private List<Catalog> catalogs = List.of(CATALOG);
    private Set<String> chunks = CHUNKS;
    private List<String> leftovers = List.of();

    private static ModelVersion version(int number, String request) {
        return ModelVersion.newBuilder()
                .setName("default")
                .setVersion(number)
                .setLabels(List.of("cross", "disc"))
                .setInputHeight(32)
                .setInputWidth(32)
                .setArtifactSha256("")
                .setArtifactLength(2)
                .setArtifactChunks(2)
                .setReason("request")
                .setCreatedAt(NOON)
                .setLineage(Map.of("reason_message", "Asked for: " + request))
                .build();
    }

    private List<String> violations(TrainingGuarantee guarantee) {
        return guarantee.violations(new Evidence(
                LABELS,
                joined,
                List.of("request 1", "request 2"),
                published,
                whole,
                refusals,
                catalogs,
                VERSIONS,
                chunks,
                leftovers));
    }

    @Test
    void nothingIsViolatedWhenAllIsAsItShouldBe() {
        assertThat(TrainingGuarantee.all())
                .allSatisfy(guarantee -> assertThat(violations(guarantee)).isEmpty());
    }

    @Test
    void noLabelLostNamesPicturesThatAreMissingOrHaveAnOldLabelOrAreStrange() {
        joined = Map.of("b", new Label("disc", NOON), "c", new Label("disc", NOON));

        assertThat(violations(new NoLabelLost()))
                .hasSize(3)
                .anySatisfy(sentence -> assertThat(sentence).isEqualTo("1 labelled pictures are not in the set: a"))
                .anySatisfy(sentence ->
                        assertThat(sentence).startsWith("1 pictures have another label than their newest: b ("))
                .anySatisfy(sentence -> assertThat(sentence).isEqualTo("1 pictures of the set were never labelled: c"));
    }

    @Test
    void oneVersionPerRequestNamesRequestsWithNoneOrTwoAndVersionsThatNobodyAskedFor() {
        published = List.of(version(1, "request 1"), version(2, "request 1"), version(3, "nobody's"));

        assertThat(violations(new OneVersionPerRequest()))
                .containsExactly(
                        "1 requests have no version: request 2",
                        "1 requests have more than one version: request 1 (versions [1, 2])",
                        "1 versions answer nobody: 3");
    }

    @Test
    void numbersWithoutGapsNamesTheVersionsBehindAGap() {
        published = List.of(version(1, "request 1"), version(3, "request 2"));

        assertThat(violations(new NumbersWithoutGaps()))
                .containsExactly("1 versions have not the number that comes next: 3 in place 2");
    }

    @Test
    void wholeBundlesNamesWhatWasRefusedAndWhatNeverCame() {
        whole = List.of(1);
        refusals = List.of("version 2, production: Not all of its chunks are there");

        assertThat(violations(new WholeBundles()))
                .containsExactly(
                        "1 bundles were refused: version 2, production: Not all of its chunks are there",
                        "1 versions never came: 2");
    }

    @Test
    void aliasesNameVersionsNamesAnAliasThatWasAheadOfItsVersion() {
        catalogs = List.of(new Catalog(List.of(1), Map.of("production", 2)), CATALOG);

        assertThat(violations(new AliasesNameVersions()))
                .containsExactly("1 aliases named a version that was not there: production 2 after kill 1");
    }

    @Test
    void nothingLeftOverNamesChunksWithoutVersionAndMissingOnesAndFolders() {
        chunks = Set.of("default/1/0", "default/1/1", "default/2/0", "default/3/0");
        leftovers = List.of("20261124T120000Z-0001-tmp");

        assertThat(violations(new NothingLeftOver()))
                .containsExactly(
                        "1 chunks are of no version: default/3/0",
                        "1 chunks are missing: default/2/1",
                        "1 runs left their folder: 20261124T120000Z-0001-tmp");
    }
}
