package dev.tideline.ingest;

import dev.tideline.schemas.settings.SettingsException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where the ingested folder can be read by those who fetch its pictures: a web server that serves it, or the folder
 * itself where they see the same file system.
 *
 * @param address of the folder, ending in a slash
 */
public record ClaimBase(String address) {
    private static final Set<String> SCHEMES = Set.of("http", "https", "file");
    private static final String UNRESERVED = "-._~";

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
        StringBuilder uri = new StringBuilder(address);
        for (int i = 0; i < relative.getNameCount(); i++) {
            uri.append(i == 0 ? "" : "/").append(encoded(relative.getName(i).toString()));
        }
        return uri.toString();
    }

    /** RFC 3986: what is not unreserved is written as the bytes of its UTF-8. */
    static String encoded(String name) {
        StringBuilder encoded = new StringBuilder();
        for (byte one : name.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) Byte.toUnsignedInt(one);
            boolean plain =
                    character < 128 && (Character.isLetterOrDigit(character) || UNRESERVED.indexOf(character) >= 0);
            encoded.append(plain ? String.valueOf(character) : String.format(Locale.ROOT, "%%%02X", (int) character));
        }
        return encoded.toString();
    }
}
