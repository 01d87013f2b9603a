package dev.tideline.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {
    private static final String TOPIC = "words";

    @TempDir
    Path folder;

    @Test
    void aSecondStartOnTheSameFolderServesTheFirstOnesData() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0)) {
            createTopic(kafka);
            send(kafka, "one", "two");
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0)) {
            send(kafka, "three");

            assertThat(read(kafka, 3)).containsExactly("one", "two", "three");
        }
    }

    @Test
    void theChosenPortIsKeptOverARestart() throws Exception {
        int port = freePort();
        for (int start = 0; start < 2; start++) {
            try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, port)) {
                assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
                assertThat(topics(kafka)).isEmpty();
            }
        }
    }

    @Test
    void anAbortedTransactionIsNotReadAndACommittedOneIs() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0)) {
            createTopic(kafka);
            try (KafkaProducer<String, String> producer = producer(kafka, Map.of("transactional.id", "writer"))) {
                producer.initTransactions();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>(TOPIC, "aborted")).get();
                producer.abortTransaction();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>(TOPIC, "committed"));
                producer.commitTransaction();
            }

            assertThat(read(kafka, 1)).containsExactly("committed");
        }
    }

    @Test
    void aRecordOfTenMegabytesPasses() throws Exception {
        byte[] picture = new byte[10 * 1024 * 1024];
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0)) {
            createTopic(kafka);
            Map<String, Object> settings = Map.of(
                    "bootstrap.servers", kafka.bootstrapServers(), "max.request.size", picture.length + 1024 * 1024);
            try (KafkaProducer<byte[], byte[]> producer =
                    new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
                assertThat(producer.send(new ProducerRecord<>(TOPIC, picture))
                                .get()
                                .offset())
                        .isZero();
            }
        }
    }

    @Test
    void twoBrokersRunSideBySide(@TempDir Path otherFolder) throws Exception {
        try (EmbeddedKafka one = EmbeddedKafka.start(folder, 0);
                EmbeddedKafka other = EmbeddedKafka.start(otherFolder, 0)) {
            createTopic(one);

            assertThat(topics(one)).containsExactly(TOPIC);
            assertThat(topics(other)).isEmpty();
        }
    }

    @Test
    void aTakenPortIsNamedWithTheWayOut() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> EmbeddedKafka.start(folder, taken.getLocalPort()))
                    .isInstanceOf(EmbeddedKafkaException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("--kafka-port");
        }
        EmbeddedKafka.start(folder, 0).close();
    }

    @Test
    void aFolderInUseIsNamedAndTheFirstBrokerUnharmed() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0)) {
            assertThatThrownBy(() -> EmbeddedKafka.start(folder, 0))
                    .isInstanceOf(EmbeddedKafkaException.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("in use");

            createTopic(kafka);
            assertThat(topics(kafka)).containsExactly(TOPIC);
        }
    }

    @Test
    void aStoppedBrokerLeavesNoThreadThatKeepsTheProcessAlive() throws Exception {
        Set<Thread> before = nonDaemonThreads();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0)) {
            createTopic(kafka);
        }
        Awaitility.await().pollInSameThread().untilAsserted(() -> {
            Set<Thread> left = nonDaemonThreads();
            left.removeAll(before);
            assertThat(left).isEmpty();
        });
    }

    private static Set<Thread> nonDaemonThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.isDaemon())
                .collect(Collectors.toSet());
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Admin admin(EmbeddedKafka kafka) {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    private static void createTopic(EmbeddedKafka kafka) throws Exception {
        try (Admin admin = admin(kafka)) {
            NewTopic topic = new NewTopic(TOPIC, 1, (short) -1);
            admin.createTopics(List.of(topic)).all().get();
        }
    }

    private static Set<String> topics(EmbeddedKafka kafka) throws Exception {
        try (Admin admin = admin(kafka)) {
            return admin.listTopics().names().get();
        }
    }

    private static KafkaProducer<String, String> producer(EmbeddedKafka kafka, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    private static void send(EmbeddedKafka kafka, String... words) throws Exception {
        try (KafkaProducer<String, String> producer = producer(kafka, Map.of())) {
            for (String word : words) {
                producer.send(new ProducerRecord<>(TOPIC, word)).get();
            }
        }
    }

    private static List<String> read(EmbeddedKafka kafka, int count) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed");
        TopicPartition partition = new TopicPartition(TOPIC, 0);
        List<String> words = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> words.add(record.value()));
                return words.size() >= count;
            });
        }
        return words;
    }
}
