package dev.tideline.model.claim;

import dev.tideline.model.picture.DecodeLimits;
import dev.tideline.schemas.settings.Settings;
import dev.tideline.schemas.settings.SettingsException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Which pictures are fetched, and how.
 *
 * @param allowed prefixes of the addresses that may be fetched; where there are none, nothing is
 * @param mostBytes longest picture that is fetched
 * @param patience how long to try for one picture
 */
public record ClaimCheckSettings(List<URI> allowed, int mostBytes, Duration patience) {
    private static final int LARGEST_MEGABYTES = DecodeLimits.defaults().maxBytes() >> 20;

    public ClaimCheckSettings {
        allowed = List.copyOf(allowed);
    }

    /** @param service whose settings: the first word of their keys */
    public static ClaimCheckSettings from(Settings settings, String service) {
        String key = service + ".claim.allowed";
        List<URI> allowed = Arrays.stream(settings.text(key, "").split(","))
                .map(String::strip)
                .filter(prefix -> !prefix.isEmpty())
                .map(prefix -> prefix(key, prefix))
                .toList();
        return new ClaimCheckSettings(
                allowed,
                settings.integer(service + ".claim.megabytes", LARGEST_MEGABYTES, 1, LARGEST_MEGABYTES) << 20,
                settings.duration(service + ".claim.patience", Duration.ofSeconds(10)));
    }

    private static URI prefix(String key, String prefix) {
        try {
            return PictureAddress.of(prefix).uri();
        } catch (ClaimCheckException e) {
            throw new SettingsException("Setting " + key + " holds \"" + prefix + "\", but must be a list of addresses,"
                    + " separated by commas, such as https://pictures.example/2026/ or file:/srv/pictures/. "
                    + e.getMessage());
        }
    }
}
