package dev.tideline.model.bundle;

import java.io.IOException;

/** A folder or archive is no model bundle that can be served; the message names it and what is wrong with it. */
public final class InvalidBundleException extends IOException {
    private static final long serialVersionUID = 1L;

    public InvalidBundleException(String message, Throwable cause) {
        super(message, cause);
    }
}
