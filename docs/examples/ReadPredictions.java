import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Prints predictions as they come, with nothing of Tideline but the published schema: Kafka's client, Avro, and
 * {@code PredictionEvent.avsc}.
 *
 * <pre>
 * java -cp kafka-clients.jar:avro.jar:… ReadPredictions.java localhost:9092 PredictionEvent.avsc [COUNT]
 * </pre>
 *
 * It ends after COUNT predictions, or never.
 */
public class ReadPredictions {
    /** A zero byte and a schema id of four bytes stand before the Avro data. */
    private static final int WIRE_FORMAT_HEADER = 5;

    public static void main(String[] arguments) throws Exception {
        Schema schema = new Schema.Parser().parse(new File(arguments[1]));
        long count = arguments.length > 2 ? Long.parseLong(arguments[2]) : Long.MAX_VALUE;
        GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(schema);

        Map<String, Object> config =
                Map.of("bootstrap.servers", arguments[0], "isolation.level", "read_committed");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor("predictions").stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (count > 0) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    byte[] value = record.value();
                    GenericRecord prediction = reader.read(
                            null,
                            DecoderFactory.get()
                                    .binaryDecoder(
                                            value, WIRE_FORMAT_HEADER, value.length - WIRE_FORMAT_HEADER, null));
                    System.out.println(record.key() + " " + prediction.get("label") + " "
                            + prediction.get("confidence") + " " + prediction.get("model_name") + "/"
                            + prediction.get("model_version"));
                    count--;
                }
            }
        }
    }
}
