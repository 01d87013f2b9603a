package dev.tideline.cli.verbs;

import dev.tideline.cli.options.CommandFailedException;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;

/** A process that stays until it is told to stop. */
final class Foreground {
    private Foreground() {}

    /** Waits for Ctrl-C or SIGTERM; shutdown hooks do the rest. */
    static void untilStopped(PrintWriter out, String what) throws InterruptedException {
        out.println(what + " Ctrl-C stops.");
        out.flush();
        new CountDownLatch(1).await();
    }

    /** A service's wait for its own end. */
    interface Termination {
        void await() throws InterruptedException;
    }

    /**
     * Runs a service that was started until it ends; Ctrl-C and SIGTERM close it first.
     *
     * @throws CommandFailedException when it ended by itself
     */
    static void run(String name, AutoCloseable service, Termination termination) throws InterruptedException {
        Thread onStop = new Thread(() -> close(service), "tideline-stop");
        Runtime.getRuntime().addShutdownHook(onStop);
        termination.await();
        boolean stopping = isStopping(onStop);
        close(service);
        if (stopping) {
            // The hook ends this process; returning would only race with it.
            new CountDownLatch(1).await();
        }
        throw new CommandFailedException("The " + name + " has stopped because of an error.");
    }

    private static boolean isStopping(Thread hook) {
        try {
            return !Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            return true;
        }
    }

    private static void close(AutoCloseable service) {
        try {
            service.close();
        } catch (Exception e) {
            throw new IllegalStateException("The service did not stop as it should", e);
        }
    }
}
