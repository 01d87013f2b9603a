package dev.tideline.classifier.engine;

import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model and the count of those who still need it. It is closed when it was retired and its last user is done, so no
 * picture meets a closed model and a swap waits for nobody.
 */
final class ServedModel {
    private static final Logger LOG = LoggerFactory.getLogger(ServedModel.class);

    private final BatchModel model;
    /** The engine's own hold until the model is retired, and one for each picture on its way through the model. */
    private final AtomicInteger holds = new AtomicInteger(1);

    ServedModel(BatchModel model) {
        this.model = model;
    }

    BatchModel model() {
        return model;
    }

    /** Takes a hold, unless the model is closed already. */
    boolean acquire() {
        return holds.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    /** Gives a hold back; the last one closes the model. Never fails: the pictures are done, whatever the model says. */
    void release() {
        if (holds.decrementAndGet() == 0) {
            try {
                model.close();
            } catch (RuntimeException e) {
                LOG.warn("Model {}/{} did not close as it should", model.name(), model.version(), e);
            }
        }
    }
}
