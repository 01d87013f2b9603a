package dev.tideline.trainer.data;

import java.io.IOException;

/** Where an encoded picture (JPEG, PNG, GIF or BMP) can be read, as often as asked. May be called from any thread. */
@FunctionalInterface
public interface PictureSource {
    /** The picture's bytes, as they were stored. */
    byte[] read() throws IOException;
}
