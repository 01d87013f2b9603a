package dev.tideline.classifier.engine;

import dev.tideline.model.picture.Pixels;
import dev.tideline.model.picture.UndecodablePictureException;
import dev.tideline.model.serving.Classification;
import java.util.List;

/**
 * A loaded model as the engine uses it.
 *
 * <p>Threading: {@link #decode} is called from several threads at once, and so is {@link #classify} where the engine has
 * several streams; {@link #close} once, after the last of both.
 */
public interface BatchModel extends AutoCloseable {
    String name();

    int version();

    /** The most pictures that a batch should hold: more would make each wait longer and gain nothing. */
    int batchSize();

    /** A picture in the form that this model takes. */
    Pixels decode(byte[] picture) throws UndecodablePictureException;

    /**
     * One classification a picture, in the same order.
     *
     * @throws RuntimeException when the batch cannot be classified
     */
    List<Classification> classify(List<Pixels> batch);

    @Override
    void close();
}
