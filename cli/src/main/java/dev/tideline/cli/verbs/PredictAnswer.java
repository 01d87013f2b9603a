package dev.tideline.cli.verbs;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tideline.model.serving.Classification.Score;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code predict --json} prints of a picture. */
record PredictAnswer(
        @JsonProperty("picture") String picture,
        @JsonProperty("label") String label,
        @JsonProperty("confidence") float confidence,
        @JsonProperty("scores") Map<String, Float> scores) {

    /** @param best the most probable labels, most probable first; at least one */
    static PredictAnswer of(Path picture, List<Score> best) {
        Map<String, Float> scores = new LinkedHashMap<>();
        best.forEach(score -> scores.putIfAbsent(score.label(), score.probability()));
        Score first = best.get(0);
        return new PredictAnswer(picture.toString(), first.label(), first.probability(), scores);
    }
}
