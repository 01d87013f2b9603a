package dev.tideline.trainer.labeling;

import dev.tideline.schemas.Topics;
import dev.tideline.schemas.serde.AvroDeserializer;
import dev.tideline.schemas.settings.KafkaSettings;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;

/** Reads pictures again from Kafka. */
final class KafkaPictureLookup implements PictureLookup {
    private final Topics topics;
    private final RecordLookup records;
    private final AvroDeserializer<SpecificRecord> deserializer = new AvroDeserializer<>();

    KafkaPictureLookup(KafkaSettings kafka, String clientId) {
        topics = kafka.topics();
        records = new RecordLookup(kafka, clientId);
        deserializer.configure(kafka.serdes(), false);
    }

    @Override
    public Optional<CarriedPicture> find(String imageId, int partition, PicturePosition position) {
        String topic =
                switch (position.home()) {
                    case IMAGES -> topics.images().name();
                    case LABELED_IMAGES -> topics.labeledImages().name();
                };
        return records.find(new TopicPartition(topic, partition), position.offset())
                .filter(record -> imageId.equals(record.key()))
                .flatMap(this::picture);
    }

    private Optional<CarriedPicture> picture(ConsumerRecord<String, byte[]> record) {
        try {
            return Optional.ofNullable(deserializer.deserialize(record.topic(), record.value()))
                    .flatMap(CarriedPicture::of);
        } catch (SerializationException noEvent) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        records.close();
    }
}
