package dev.tideline.cli.verbs;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tideline.events.ModelAlias;
import dev.tideline.events.ModelVersion;
import dev.tideline.model.store.ModelCatalog;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A model version as the verbs print it. */
record VersionAnswer(
        @JsonProperty("name") String name,
        @JsonProperty("version") int version,
        @JsonProperty("aliases") List<String> aliases,
        @JsonProperty("reason") String reason,
        @JsonProperty("created_at") String createdAt,
        @JsonProperty("created_by") String createdBy,
        @JsonProperty("labels") List<String> labels,
        @JsonProperty("input_height") int inputHeight,
        @JsonProperty("input_width") int inputWidth,
        @JsonProperty("artifact_sha256") String artifactSha256,
        @JsonProperty("artifact_length") long artifactLength,
        @JsonProperty("metrics") Map<String, Double> metrics,
        @JsonProperty("lineage") Map<String, String> lineage) {

    static VersionAnswer of(ModelCatalog catalog, ModelVersion version) {
        List<String> aliases = catalog.aliases(version.getName()).stream()
                .filter(alias -> alias.getVersion() == version.getVersion())
                .map(ModelAlias::getAlias)
                .toList();
        return new VersionAnswer(
                version.getName(),
                version.getVersion(),
                aliases,
                version.getReason(),
                version.getCreatedAt().toString(),
                version.getCreatedBy(),
                version.getLabels(),
                version.getInputHeight(),
                version.getInputWidth(),
                version.getArtifactSha256(),
                version.getArtifactLength(),
                new TreeMap<>(version.getMetrics()),
                new TreeMap<>(version.getLineage()));
    }
}
