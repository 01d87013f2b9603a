package dev.tideline.embedded;

import kafka.server.FaultHandlerFactory;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.server.fault.FaultHandler;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a broker fails beyond repair: it says so in the log, and whoever asked gets an exception.
 *
 * <p>A broker of its own process ends the process; here that would end the program around it too. The remaining calls to
 * Kafka's {@link Exit} are global to the JVM, so they are replaced while at least one broker runs.
 */
final class Faults implements FaultHandlerFactory {
    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    private static int brokers;

    /** Called before a broker starts; {@link #brokerStopped} takes it back. */
    static synchronized void brokerStarts() {
        if (brokers++ == 0) {
            Exit.setExitProcedure(Faults::refuseToExit);
            Exit.setHaltProcedure(Faults::refuseToExit);
        }
    }

    static synchronized void brokerStopped() {
        if (--brokers == 0) {
            Exit.resetExitProcedure();
            Exit.resetHaltProcedure();
        }
    }

    private static void refuseToExit(int status, String message) {
        EmbeddedKafkaException failure = new EmbeddedKafkaException("The embedded Kafka broker failed (exit status "
                + status + (message == null ? "" : ", " + message)
                + "). The log above says why; a full disk is the usual cause. Restart it on the same data folder.");
        LOG.error(failure.getMessage());
        throw failure;
    }

    @Override
    public FaultHandler build(String name, boolean fatal, Runnable action) {
        return fatal ? (message, cause) -> fail(name, message, cause, action) : new LoggingFaultHandler(name, action);
    }

    private static RuntimeException fail(String name, String message, Throwable cause, Runnable action) {
        EmbeddedKafkaException failure = new EmbeddedKafkaException(
                "The embedded Kafka broker failed in its " + name + ": " + message
                        + ". Restart it on the same data folder.",
                cause);
        LOG.error(failure.getMessage(), cause);
        action.run();
        return failure;
    }
}
