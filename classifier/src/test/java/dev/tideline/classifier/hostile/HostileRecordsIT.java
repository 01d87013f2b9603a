package dev.tideline.classifier.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.classifier.ClassifierFixture;
import dev.tideline.classifier.ClassifierGroup;
import dev.tideline.classifier.ClassifierProcess;
import dev.tideline.classifier.DrawnPictures;
import dev.tideline.classifier.MemorySample;
import dev.tideline.classifier.PredictionLog;
import dev.tideline.events.PredictionEvent;
import dev.tideline.schemas.serde.SchemaRegistryClient;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Every build sends the same records; {@code -Dtideline.hostile.seed} makes others. */
class HostileRecordsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long SEED = 1;
    private static final int SMALL_RECORDS = 1_000;
    private static final int LARGE_ROUNDS = 2;
    private static final int HEAP_MIB = 256;
    private static final int DECODERS = 2;

    /**
     * What the process may take beside its heap: 400 MiB for Java itself, its class data, threads, buffers and
     * TensorFlow's library, and for each decoder the largest picture that is decoded, 50 million pixels of 3 bytes.
     */
    private static final int MOST_BESIDE_THE_HEAP_MIB = 400 + DECODERS * 150;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void aThousandHostileRecordsHarmOnlyThemselves() throws Exception {
        long seed = Long.getLong("tideline.hostile.seed", SEED);
        System.out.println("Hostile records: seed " + seed);
        Path log = folder.resolve("classifier.log");
        try (ClassifierFixture fixture = new ClassifierFixture(folder, 4);
                ClassifierGroup group = new ClassifierGroup(fixture);
                PredictionLog answers = new PredictionLog(fixture.kafka())) {
            fixture.publishModel();
            try (ClassifierProcess classifier =
                    ClassifierProcess.start(settings(fixture), List.of("-Xmx" + HEAP_MIB + "m"), log)) {
                await().atMost(PATIENCE).until(() -> !group.workers().isEmpty());
                Set<String> workers = group.workers();
                HostileStream stream =
                        HostileStream.publish(fixture, records(fixture, seed).make(SMALL_RECORDS, LARGE_ROUNDS));
                await().atMost(PATIENCE)
                        .failFast("The classifier has ended: see " + log, () -> !classifier.isAlive())
                        .until(group::isDone);
                answers.readToEnd();

                assertThat(stream.violations(answers)).as("seed %d", seed).isEmpty();
                assertThat(group.workers())
                        .as("the stream threads are those from before")
                        .isEqualTo(workers);
            }
        }

        List<MemorySample> memory = MemorySample.in(log);
        System.out.println("Hostile records: " + MemorySample.most(memory));
        assertThat(MemorySample.most(memory).resident()).isLessThan(HEAP_MIB + MOST_BESIDE_THE_HEAP_MIB);
    }

    private static Map<String, String> settings(ClassifierFixture fixture) {
        Map<String, String> settings = new HashMap<>(fixture.settings());
        settings.put("classifier.decoders", Integer.toString(DECODERS));
        return settings;
    }

    private static HostileRecords records(ClassifierFixture fixture, long seed) {
        SchemaRegistryClient registry = new SchemaRegistryClient(fixture.kafka().serdes());
        int images =
                ByteBuffer.wrap(fixture.serialized("any", DrawnPictures.dark())).getInt(1);
        int other = registry.register("other-value", PredictionEvent.getClassSchema());
        int nested = registry.register("nested-value", NestedSchema.SCHEMA);
        return new HostileRecords(seed, images, other, nested);
    }
}
