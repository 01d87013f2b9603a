package dev.tideline.cli.quickstart;

import dev.tideline.classifier.ClassifierService;
import dev.tideline.classifier.ClassifierSettings;
import dev.tideline.cli.options.CommandFailedException;
import dev.tideline.embedded.EmbeddedCluster;
import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.schemas.settings.Settings;
import dev.tideline.trainer.service.TrainerService;
import dev.tideline.trainer.service.TrainerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A broker, a registry, a classifier and a trainer in this JVM. Closing stops them in order; it may be repeated. */
final class ServiceStack implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceStack.class);
    private static final int USUAL_KAFKA_PORT = 9092;
    private static final int USUAL_REGISTRY_PORT = 8081;
    /**
     * Epochs of a head on cached features cost next to nothing, so it may learn until it has learned; and what a few
     * hundred labels cannot teach, the larger input of the ImageNet network brings along.
     */
    private static final Map<String, String> PRETRAINED = Map.of(
            "trainer.input.size", "224",
            "trainer.epochs", "40",
            "trainer.rate", "0.001",
            "trainer.fine.tuning.epochs", "0");

    /** The trainer then trains the whole network, from small pictures. */
    private static final Map<String, String> FROM_RANDOM = Map.of("trainer.width", "0.35");

    private final Path folder;
    private final boolean temporary;
    private final EmbeddedCluster cluster;
    private final KafkaSettings kafka;
    private final ClassifierService classifier;
    private final TrainerService trainer;

    private ServiceStack(Path folder, QuickstartPlan plan, int labelsPerWave) {
        this.folder = folder;
        this.temporary = plan.dataFolder().isEmpty();
        this.cluster = EmbeddedCluster.start(
                folder.resolve("kafka"),
                plan.kafkaPort().orElseGet(() -> freeOrAny(USUAL_KAFKA_PORT)),
                plan.registryPort().orElseGet(() -> freeOrAny(USUAL_REGISTRY_PORT)));
        Settings settings =
                Settings.of(settings(folder, plan, labelsPerWave, cluster.bootstrapServers(), cluster.registryUrl()));
        kafka = KafkaSettings.from(settings);
        classifier = new ClassifierService(kafka, ClassifierSettings.from(settings));
        trainer = new TrainerService(kafka, TrainerSettings.from(settings));
    }

    /** @param labelsPerWave how many labels the trainer waits for */
    static ServiceStack start(QuickstartPlan plan, int labelsPerWave) throws IOException {
        Path folder = plan.dataFolder().isPresent()
                ? Files.createDirectories(plan.dataFolder().get())
                : Files.createTempDirectory("tideline-quickstart-");
        ServiceStack stack;
        try {
            requireUsable(settings(folder, plan, labelsPerWave, "localhost:9092", "http://localhost:8081"));
            stack = new ServiceStack(folder, plan, labelsPerWave);
        } catch (RuntimeException e) {
            if (plan.dataFolder().isEmpty()) {
                delete(folder);
            }
            throw e;
        }
        try {
            stack.startServices();
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    /** Finds what is wrong with the settings before anything is started. */
    private static void requireUsable(Map<String, String> values) {
        Settings settings = Settings.of(values);
        KafkaSettings.from(settings);
        ClassifierSettings.from(settings);
        TrainerSettings.from(settings);
        settings.rejectUnasked();
    }

    private void startServices() {
        try (Admin admin = kafka.newAdmin()) {
            kafka.topics().create(admin);
        }
        classifier.start();
        trainer.start();
    }

    private static Map<String, String> settings(
            Path folder, QuickstartPlan plan, int labelsPerWave, String bootstrapServers, String registryUrl) {
        Map<String, String> settings = new HashMap<>(plan.isRandom() ? FROM_RANDOM : PRETRAINED);
        settings.put("topics.partitions", "4");
        settings.put("trainer.weights", plan.weights());
        settings.put("trainer.min.labels", Integer.toString(labelsPerWave));
        settings.put("trainer.cool.down", "0s");
        settings.put("trainer.min.pictures.per.class", "2");
        settings.put("trainer.split.validation", "0.1");
        settings.put("trainer.split.test", "0.15");
        settings.put("trainer.data.dir", folder.resolve("trainer").toString());
        settings.put("classifier.model.dir", folder.resolve("classifier").toString());
        settings.putAll(plan.overrides());
        settings.put("kafka.bootstrap.servers", bootstrapServers);
        settings.put("schema.registry.url", registryUrl);
        return settings;
    }

    private static int freeOrAny(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException taken) {
            return 0;
        }
    }

    KafkaSettings kafka() {
        return kafka;
    }

    EmbeddedCluster cluster() {
        return cluster;
    }

    boolean serves(int version) {
        return classifier.servingVersion().orElse(0) >= version;
    }

    /** @throws CommandFailedException when a service has stopped by itself */
    void requireHealthy() {
        if (classifier.state() == ClassifierService.State.FAILED) {
            throw new CommandFailedException("The classifier has stopped because of an error.");
        }
        if (trainer.state() == TrainerService.State.FAILED) {
            throw new CommandFailedException("The trainer has stopped because of an error.");
        }
    }

    /** What the trainer waits for, for an error that must say so. */
    Optional<String> trainerWaitsFor() {
        return Optional.of(trainer.waitingFor()).filter(text -> !text.isBlank());
    }

    @Override
    public void close() {
        trainer.close();
        classifier.close();
        cluster.close();
        if (temporary) {
            delete(folder);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warn("The temporary folder {} cannot be deleted", folder, e);
        }
    }
}
