package dev.tideline.trainer.service;

import dev.tideline.events.LabeledImage;
import dev.tideline.model.claim.ClaimCheck;
import dev.tideline.model.claim.ClaimCheckException;
import dev.tideline.model.claim.ClaimCheckFetcher;
import dev.tideline.model.claim.ClaimCheckSettings;
import dev.tideline.schemas.serde.AvroDeserializer;
import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.trainer.labeling.RecordLookup;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The bytes of the training set's pictures: from the cache, or else from labeled-images or where its claim check says,
 * and then they are cached again. Safe from any thread.
 */
final class CachedPictures implements PictureReader, AutoCloseable {
    private final PictureCache cache;
    private final ClaimCheckFetcher claims;
    private final String topic;
    private final RecordLookup records;
    private final AvroDeserializer<LabeledImage> deserializer = new AvroDeserializer<>(LabeledImage.class);

    CachedPictures(KafkaSettings kafka, PictureCache cache, ClaimCheckSettings claims) {
        this.cache = cache;
        this.claims = new ClaimCheckFetcher(claims);
        topic = kafka.topics().labeledImages().name();
        records = new RecordLookup(kafka, "tideline-trainer-pictures");
        deserializer.configure(kafka.serdes(), false);
    }

    @Override
    public boolean isAtHand(LabeledPicture picture) {
        return cache.has(picture.digest());
    }

    @Override
    public byte[] read(LabeledPicture picture) throws IOException {
        Optional<byte[]> cached = cache.read(picture.digest());
        return cached.isPresent() ? cached.get() : fetch(picture);
    }

    private byte[] fetch(LabeledPicture picture) throws IOException {
        TopicPartition partition = new TopicPartition(topic, picture.partition());
        try {
            Optional<LabeledImage> found =
                    record(partition, picture.offset()).map(record -> deserializer.deserialize(topic, record.value()));
            if (found.isEmpty()) {
                throw new IOException("Picture " + picture.id() + " is neither cached nor at offset "
                        + picture.offset() + " of " + partition
                        + " any more: it was labelled again or forgotten since the run began");
            }
            byte[] bytes = bytes(found.get());
            cache.put(picture.digest(), bytes);
            return bytes;
        } catch (KafkaException e) {
            throw new IOException("Picture " + picture.id() + " cannot be read from " + partition, e);
        }
    }

    private byte[] bytes(LabeledImage image) throws IOException {
        if (image.getPicture() != null) {
            return LabeledSet.bytes(image.getPicture());
        }
        try {
            return claims.fetch(ClaimCheck.of(image.getUri(), image.getSha256(), image.getLength()));
        } catch (ClaimCheckException e) {
            throw new IOException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The picture was not fetched to its end: nobody waits for it any more");
        }
    }

    private synchronized Optional<ConsumerRecord<String, byte[]>> record(TopicPartition partition, long offset) {
        return records.find(partition, offset);
    }

    @Override
    public synchronized void close() {
        records.close();
    }
}
