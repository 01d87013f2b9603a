package dev.tideline.schemas.settings;

/** A setting is wrong; the message names its key, where it was set, what is wrong and what would be right. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SettingsException(String message) {
        super(message);
    }
}
