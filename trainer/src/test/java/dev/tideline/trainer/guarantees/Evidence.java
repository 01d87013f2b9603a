package dev.tideline.trainer.guarantees;

import dev.tideline.events.ModelArtifactChunk;
import dev.tideline.events.ModelVersion;
import dev.tideline.schemas.settings.KafkaSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What is left of a run of the suite, and what was seen meanwhile.
 *
 * @param sent the newest label of each picture that was sent
 * @param joined the newest label of each picture in the training set of record
 * @param requests for runs
 * @param published every version that was ever committed, in the order in which they stand on models
 * @param whole numbers of the versions whose bundles came whole to those who watch production and candidate
 * @param refusals versions that these refused, and why
 * @param catalogs what a reader of committed records found after each kill, before the trainer was back, and at the end
 * @param present the versions that are there at the end
 * @param chunks keys of the chunks that are there at the end
 * @param leftovers folders of runs that are over
 */
record Evidence(
        Map<String, Label> sent,
        Map<String, Label> joined,
        List<String> requests,
        List<ModelVersion> published,
        List<Integer> whole,
        List<String> refusals,
        List<Catalog> catalogs,
        List<ModelVersion> present,
        Set<String> chunks,
        List<String> leftovers) {
    private static final String ASKED_FOR = "Asked for: ";

    /**
     * @param catalogs those after each kill
     * @param runs the folder of the trainer's runs
     */
    static Evidence read(
            KafkaSettings kafka,
            Map<String, Label> sent,
            Map<String, Label> joined,
            List<String> requests,
            BundleLog bundles,
            List<Catalog> catalogs,
            Path runs)
            throws IOException {
        List<ConsumerRecord<String, ModelVersion>> models =
                Catalog.committed(kafka, kafka.topics().models());
        Map<String, ModelArtifactChunk> chunks =
                Catalog.newest(Catalog.committed(kafka, kafka.topics().modelArtifacts()));
        return new Evidence(
                sent,
                joined,
                List.copyOf(requests),
                models.stream()
                        .map(ConsumerRecord::value)
                        .filter(version -> version != null)
                        .toList(),
                bundles.whole(),
                bundles.refusals(),
                Stream.concat(catalogs.stream(), Stream.of(Catalog.read(kafka))).toList(),
                List.copyOf(Catalog.newest(models).values()),
                chunks.keySet(),
                folders(runs));
    }

    /** Names of the folders of runs. */
    static List<String> folders(Path runs) throws IOException {
        try (Stream<Path> folders = Files.list(runs)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /** The request that a version answers, as its lineage says; empty when it says nothing of one. */
    static String request(ModelVersion version) {
        String message = version.getLineage().getOrDefault("reason_message", "");
        return message.startsWith(ASKED_FOR) ? message.substring(ASKED_FOR.length()) : "";
    }
}
