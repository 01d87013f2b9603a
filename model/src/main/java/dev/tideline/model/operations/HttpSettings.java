package dev.tideline.model.operations;

import dev.tideline.schemas.settings.Settings;

/**
 * Where a service shows itself over HTTP. Keys: {@code SERVICE.http.host} and {@code SERVICE.http.port}.
 *
 * @param service the service's name, with which its keys begin
 * @param host the address to listen on
 * @param port the port; {@link #FREE} for a free one, {@link #OFF} for no server
 */
public record HttpSettings(String service, String host, int port) {
    public static final int FREE = 0;
    public static final int OFF = -1;

    private static final int LARGEST = 65_535;

    /** @param port what holds unless the settings say otherwise */
    public static HttpSettings from(Settings settings, String service, int port) {
        return new HttpSettings(
                service,
                settings.text(service + ".http.host", "127.0.0.1"),
                settings.integer(service + ".http.port", port, OFF, LARGEST));
    }

    public boolean isOn() {
        return port != OFF;
    }
}
