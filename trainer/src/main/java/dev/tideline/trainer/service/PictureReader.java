package dev.tideline.trainer.service;

import java.io.IOException;

/** Where the bytes of the training set's pictures are. Safe from any thread. */
interface PictureReader {
    /**
     * The picture as it was encoded.
     *
     * @throws IOException when it is not to be had, saying why
     */
    byte[] read(LabeledPicture picture) throws IOException;

    /** Whether it can be read without asking anybody else. */
    boolean isAtHand(LabeledPicture picture);
}
