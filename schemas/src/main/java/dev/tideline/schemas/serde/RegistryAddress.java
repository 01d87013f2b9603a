package dev.tideline.schemas.serde;

import java.net.URI;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;

/**
 * Where one schema registry listens.
 *
 * @param base scheme, host, port and path, without a slash at the end and without user or password
 * @param credentials what to log in with
 */
record RegistryAddress(String base, Optional<BasicCredentials> credentials) {

    /** Takes apart {@code https://user:password@host:port/path}; the port, the path and the credentials may be absent. */
    static RegistryAddress parse(String url) {
        try {
            URI uri = URI.create(url.trim());
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (!http || uri.getHost() == null) {
                throw malformed();
            }
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            String path = uri.getRawPath().replaceAll("/+$", "");
            return new RegistryAddress(
                    uri.getScheme() + "://" + uri.getHost() + port + path,
                    Optional.ofNullable(uri.getUserInfo()).map(BasicCredentials::new));
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    /** The message does not show the address: it may hold a password. */
    private static ConfigException malformed() {
        return new ConfigException("An address in " + AvroSerdeConfig.REGISTRY_URL
                + " is malformed; it must look like http://host:8081 or https://host/path.");
    }
}
