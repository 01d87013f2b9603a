package dev.tideline.schemas.serde;

import java.io.IOException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * No schema registry of the configured list gave an answer: none could be reached, or all were overloaded or broken.
 * It says nothing about the record, which may be good: try again, and never dead-letter for it.
 *
 * <p>Bad data, by contrast, is an {@link org.apache.kafka.common.errors.SerializationException}; a registry that
 * answers and refuses (credentials, compatibility) is an
 * {@link org.apache.kafka.common.errors.InvalidConfigurationException}. A Kafka consumer wraps all of them: look at the
 * cause of its {@link org.apache.kafka.common.errors.RecordDeserializationException}.
 */
public final class RegistryUnavailableException extends RetriableException {
    private static final long serialVersionUID = 1L;

    RegistryUnavailableException(String message, IOException cause) {
        super(message, cause);
    }
}
