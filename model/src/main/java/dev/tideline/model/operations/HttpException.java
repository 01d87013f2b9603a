package dev.tideline.model.operations;

/** The server could not be started; the message says why and what to do. */
public final class HttpException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HttpException(HttpSettings settings, Throwable cause) {
        super(
                "The " + settings.service() + " cannot listen on " + settings.host() + ":" + settings.port() + " ("
                        + rootMessage(cause) + "). Stop the program that uses this port, or choose another with "
                        + settings.service() + ".http.port (" + HttpSettings.FREE + " takes a free one, "
                        + HttpSettings.OFF + " none at all).",
                cause);
    }

    private static String rootMessage(Throwable fault) {
        Throwable root = fault;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage();
    }
}
