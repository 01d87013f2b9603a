package dev.tideline.classifier.hostile;

import static dev.tideline.classifier.hostile.Expectation.deadLetter;

import dev.tideline.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.internal.AbstractRecords;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;

/**
 * Makes records of every hostile kind that is known, in random order. The same seed makes the same ones, but for the time
 * in them.
 */
final class HostileRecords {
    private static final int MEGABYTE = 1_000_000;

    private final Random random;
    private final HostilePictures pictures;
    private final HostileEvents events;
    private final int otherSchema;
    private final int nestedSchema;
    private final List<HostileRecord> made = new ArrayList<>();
    private int number;

    /**
     * @param schemaId of image events in the registry
     * @param otherSchema id of another kind of event there
     * @param nestedSchema id of a schema there that calls itself an image event, and begins with a {@link NestedSchema}
     */
    HostileRecords(long seed, int schemaId, int otherSchema, int nestedSchema) {
        this.random = new Random(seed);
        this.pictures = new HostilePictures(random);
        this.events = new HostileEvents(random, schemaId);
        this.otherSchema = otherSchema;
        this.nestedSchema = nestedSchema;
    }

    /** So many small records, the kinds in turn, and large ones: each kind that is a matter of size a few times. */
    List<HostileRecord> make(int small, int large) {
        while (made.size() < small) {
            addPictures();
            addEvents();
            addKeysAndHeaders();
        }
        made.subList(small, made.size()).clear();
        for (int i = 0; i < large; i++) {
            addLarge();
        }
        Collections.shuffle(made, random);
        return List.copyOf(made);
    }

    private void addPictures() {
        picture("cut short", pictures.cutShort(), deadLetter("corrupt"));
        picture("mutated", pictures.mutated(), new Expectation.PredictionOrTrueReason());
        picture("mutated", pictures.mutated(), new Expectation.PredictionOrTrueReason());
        picture("wrong checksum", pictures.pngWithWrongChecksum(), deadLetter("corrupt"));
        picture("without signature", pictures.withoutSignature(), deadLetter("not_a_picture"));
        picture("webp", pictures.webp(), deadLetter("unsupported_format"));
        picture("tiff", pictures.tiff(), deadLetter("unsupported_format"));
        picture("palette bmp", pictures.paletteBmp(), deadLetter("unsupported_format"));
        picture("enormous by its header", pictures.enormousByItsHeader(), deadLetter("too_large"));
        picture("many passes", pictures.manyPasses(), deadLetter("too_large"));
        picture("text", pictures.text(), deadLetter("not_a_picture"));
        picture("noise", pictures.noiseBytes(random.nextInt(5, 3_000)), deadLetter("not_a_picture"));
        picture("no bytes", new byte[0], deadLetter("empty"));
    }

    private void addEvents() {
        byte[] good = pictures.noise("png");
        value("no value", id -> null, deadLetter("no_value"));
        value("no event", id -> events.shorterThanItsHeader(), deadLetter("not_an_image_event"));
        value("wrong magic byte", id -> events.wrongMagicByte(id, good), deadLetter("not_an_image_event"));
        value("unknown schema", id -> events.ofSchema(unknownSchema(), id, good), deadLetter("not_an_image_event"));
        value("other schema", id -> events.ofSchema(otherSchema, id, good), deadLetter("not_an_image_event"));
        value("event cut short", id -> events.cutShort(id, good), deadLetter("not_an_image_event"));
        value("bytes left over", id -> events.withBytesLeftOver(id, good), deadLetter("not_an_image_event"));
        value("impossible length", events::impossibleLength, deadLetter("not_an_image_event"));
        value("impossible count", id -> events.impossibleCount(id, good), deadLetter("not_an_image_event"));
        value("impossible union", events::impossibleUnionIndex, deadLetter("not_an_image_event"));
        value("nested", id -> NestedSchema.value(nestedSchema, 100_000), deadLetter("not_an_image_event"));
        value("no picture", events::withoutPicture, deadLetter("no_picture"));
        value("incomplete claim check", events::incompleteClaimCheck, deadLetter("claim_check_refused"));
        value("forbidden claim check", events::forbiddenClaimCheck, deadLetter("claim_check_refused"));
        value("enormous claim check", events::enormousClaimCheck, deadLetter("too_large"));
        value("many attributes", id -> events.manyAttributes(id, good, 3_000), new Expectation.Prediction());
    }

    private void addKeysAndHeaders() {
        String id = nextId();
        byte[] good = pictures.noise("png");
        add("no key", null, events.event(id, good), List.of(), deadLetter("wrong_key"));
        add("empty key", "", events.event(id, good), List.of(), deadLetter("wrong_key"));
        add("another's key", "another", events.event(id, good), List.of(), deadLetter("wrong_key"));
        add("key of an empty id", "", events.event(nextId(), good), List.of(), deadLetter("wrong_key"));
        // Headers that are another record's business, and some that look like a dead letter's.
        List<Header> headers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            headers.add(new RecordHeader("again", bytes("number " + i)));
        }
        headers.add(new RecordHeader("tideline.reason", bytes("all is well")));
        headers.add(new RecordHeader("tideline.reason", null));
        headers.add(new RecordHeader("__streams.errors.offset", bytes("-7")));
        headers.add(new RecordHeader("", new byte[0]));
        add("headers", nextId(), events.shorterThanItsHeader(), headers, deadLetter("not_an_image_event"));
    }

    private void addLarge() {
        int length = 10 * MEGABYTE + random.nextInt(MEGABYTE);
        picture("large noise", pictures.noiseBytes(length), deadLetter("not_a_picture"));
        picture("large bmp cut short", pictures.largeBmpCutShort(length), deadLetter("corrupt"));
        value("large without format", id -> pictures.noiseBytes(length), deadLetter("not_an_image_event"));
        value("large source", id -> events.withSource(id, "x".repeat(length), new byte[0]), deadLetter("empty"));
        value("as large as can be", this::asLargeAsCanBe, new Expectation.Prediction());
        value(
                "large attributes",
                id -> events.manyAttributes(id, pictures.noise("png"), MEGABYTE),
                deadLetter("not_an_image_event"));
        picture("unpacks to gigabytes", HostilePictures.blackPng(60_000, 1), deadLetter("too_large"));
        picture("unpacks to the limit", HostilePictures.blackPng(7_000, 8), new Expectation.Prediction());
    }

    /** As its source is most of it, its prediction is as large. */
    private byte[] asLargeAsCanBe(String id) {
        byte[] small = events.withSource(id, "", HostilePictures.SMALLEST_GIF);
        int overhead = AbstractRecords.estimateSizeInBytesUpperBound(
                RecordBatch.CURRENT_MAGIC_VALUE, CompressionType.NONE, bytes(id), small, Record.EMPTY_HEADERS);
        int moreForTheLengths = 8;
        return events.withSource(
                id,
                "x".repeat(Topics.MAX_PICTURE_RECORD_BYTES - overhead - moreForTheLengths),
                HostilePictures.SMALLEST_GIF);
    }

    private interface ValueOf {
        byte[] of(String id);
    }

    private void picture(String kind, byte[] picture, Expectation expectation) {
        String id = nextId();
        made.add(new HostileRecord(kind, id, events.event(id, picture), List.of(), picture, expectation));
    }

    private void value(String kind, ValueOf value, Expectation expectation) {
        String id = nextId();
        add(kind, id, value.of(id), List.of(), expectation);
    }

    private void add(String kind, String key, byte[] value, List<Header> headers, Expectation expectation) {
        made.add(new HostileRecord(kind, key, value, headers, new byte[0], expectation));
    }

    private String nextId() {
        return "hostile-" + number++;
    }

    /** Far from those that the registry gives, or none that it could give. */
    private int unknownSchema() {
        return random.nextBoolean() ? random.nextInt(1_000_000, Integer.MAX_VALUE) : -random.nextInt(Integer.MAX_VALUE);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
