package dev.tideline.classifier.shadow;

import dev.tideline.classifier.engine.Outcome.Classified;

/** Where a shadow's predictions go. For one thread. */
interface ShadowOutput extends AutoCloseable {
    /** Never throws: what cannot be sent is dropped. */
    void send(ShadowPicture picture, Classified result);

    @Override
    void close();
}
