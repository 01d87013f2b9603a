package dev.tideline.ingest;

import dev.tideline.schemas.settings.SettingsException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Where the ingested folder can be read by those who fetch its pictures: a web server that serves it, or the folder
 * itself where they see the same file system.
 *
 * @param address of the folder, ending in a slash
 */
public record ClaimBase(String address) {
    private static final Set<String> SCHEMES = Set.of("http", "https", "file");

    /**
     * Reads the setting {@code ingest.claim.base}.
     *
     * @throws SettingsException when it is no such address
     */
    public static Optional<ClaimBase> from(Optional<String> setting) {
        return setting.filter(text -> !text.isBlank()).map(text -> {
            if (!isFolderAddress(text)) {
                throw new SettingsException("Setting ingest.claim.base (--claim-base) is \"" + text + "\", but must be"
                        + " the address at which the folder can be read, such as https://pictures.example/2026/ or"
                        + " file:/srv/pictures/.");
            }
            return new ClaimBase(text.endsWith("/") ? text : text + "/");
        });
    }

    private static boolean isFolderAddress(String text) {
        try {
            URI uri = new URI(text);
            return uri.getScheme() != null
                    && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))
                    && uri.getRawPath() != null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getRawUserInfo() == null
                    && ("file".equalsIgnoreCase(uri.getScheme())
                            ? uri.getRawAuthority() == null
                            : uri.getHost() != null);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** @param relative a file of the folder, relative to it */
    String uri(Path relative) {
        return StreamSupport.stream(relative.spliterator(), false)
                .map(name -> encoded(name.toString()))
                .collect(Collectors.joining("/", address, ""));
    }

    /** As a part of a path, in which a plus sign would not be a space. */
    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
