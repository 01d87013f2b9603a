package dev.tideline.classifier.guarantees;

import dev.tideline.classifier.DrawnPictures;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A picture of a run. Its number decides all about it, so what must become of it can be told from its id alone.
 *
 * @param number from 0
 */
record StreamedPicture(int number) {
    private static final String PREFIX = "picture-";
    /** One picture in so many is bad. */
    private static final int BAD_EVERY = 30;

    private static final int DARKEST = 90;
    private static final int BRIGHTNESSES = 76;
    private static final Map<StreamedPicture, byte[]> DRAWN = new ConcurrentHashMap<>();

    /** What is wrong with a picture. */
    enum Fault {
        NONE(""),
        NO_BYTES("empty"),
        TEXT("not_a_picture"),
        CUT_SHORT("corrupt");

        private final String reason;

        Fault(String reason) {
            this.reason = reason;
        }

        /** The reason that its dead letter must give. */
        String reason() {
            return reason;
        }
    }

    static StreamedPicture of(String id) {
        return new StreamedPicture(Integer.parseInt(id.substring(PREFIX.length())));
    }

    String id() {
        return PREFIX + number;
    }

    /** From 90 to 165, so that no version is quite sure and each is as sure as only it is; never 127 or 128. */
    int brightness() {
        int brightness = DARKEST + number % BRIGHTNESSES;
        return brightness == 127 || brightness == 128 ? DARKEST : brightness;
    }

    Fault fault() {
        Fault[] faults = {Fault.NO_BYTES, Fault.TEXT, Fault.CUT_SHORT};
        return number % BAD_EVERY == 0 ? faults[number / BAD_EVERY % faults.length] : Fault.NONE;
    }

    byte[] encoded() {
        return switch (fault()) {
            case NONE -> drawn();
            case NO_BYTES -> new byte[0];
            case TEXT -> "no picture".getBytes(StandardCharsets.UTF_8);
            case CUT_SHORT -> Arrays.copyOf(drawn(), drawn().length / 2);
        };
    }

    private byte[] drawn() {
        return DRAWN.computeIfAbsent(
                new StreamedPicture(number % BRIGHTNESSES),
                picture -> DrawnPictures.plain(picture.brightness(), "png"));
    }
}
