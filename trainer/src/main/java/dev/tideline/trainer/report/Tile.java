package dev.tideline.trainer.report;

import dev.tideline.model.picture.Pixels;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A picture with something to say about it.
 *
 * @param tone how the caption is coloured; it says the same in words
 * @param caption lines below the picture
 * @param description what a person who does not see the picture is told
 */
record Tile(BufferedImage picture, Tone tone, List<String> caption, String description) {
    enum Tone {
        PLAIN,
        RIGHT,
        WRONG
    }

    Tile {
        caption = List.copyOf(caption);
    }

    static Tile of(Pixels pixels, Tone tone, List<String> caption, String description) {
        return new Tile(Images.of(pixels), tone, caption, description);
    }
}
