package dev.tideline.model.claim;

import dev.tideline.model.claim.ClaimCheckException.Reason;
import java.io.IOException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/**
 * Fetches pictures that travel by claim check, from the places that are allowed and no others: an event must not make a
 * service read addresses of somebody's choice. What may pass by itself (no connection, no answer, a server's error) is
 * tried again with growing pauses until the patience is used up.
 *
 * <p>Threading: {@link #fetch} may be called from any number of threads, and blocks.
 *
 * <p>Memory: the picture that is fetched, and no more of what a server sends.
 */
public final class ClaimCheckFetcher {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    /** A place, and how it is read. */
    private record Allowed(AllowedPlace place, PictureSource source) {}

    private final ClaimCheckSettings settings;
    private final List<Allowed> allowed = new ArrayList<>();

    public ClaimCheckFetcher(ClaimCheckSettings settings) {
        this(settings, sources(new HttpSource(part(settings, 5))));
    }

    /** @param sources how the place under a prefix is read */
    ClaimCheckFetcher(ClaimCheckSettings settings, Function<PictureAddress, PictureSource> sources) {
        this.settings = settings;
        for (URI prefix : settings.allowed()) {
            try {
                PictureAddress address = PictureAddress.of(prefix.toString());
                allowed.add(new Allowed(new AllowedPlace(address), sources.apply(address)));
            } catch (ClaimCheckException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }
    }

    private static Function<PictureAddress, PictureSource> sources(HttpSource http) {
        return prefix -> prefix.isFile() ? new FileSource(prefix) : http;
    }

    /**
     * Fetches a picture, and checks that it is the one that is claimed.
     *
     * @throws ClaimCheckException when it is not to be had; the reason says whether another try may do better
     */
    public byte[] fetch(ClaimCheck claim) throws ClaimCheckException, InterruptedException {
        if (claim.length() > settings.mostBytes()) {
            throw new ClaimCheckException(
                    Reason.TOO_LARGE,
                    "The picture has " + claim.length() + " bytes, more than the limit of " + settings.mostBytes()
                            + " for a claim check.");
        }
        PictureAddress address = PictureAddress.of(claim.uri());
        byte[] picture = read(allowed(address), address, (int) claim.length());
        String digest = sha256(picture);
        if (!digest.equals(claim.sha256())) {
            throw new ClaimCheckException(
                    Reason.MISMATCH,
                    "The claim check says SHA-256 " + claim.sha256() + ", but what is at " + address + " has " + digest
                            + ".");
        }
        return picture;
    }

    private Allowed allowed(PictureAddress address) throws ClaimCheckException {
        return allowed.stream()
                .filter(candidate -> candidate.place().holds(address))
                .findFirst()
                .orElseThrow(() -> new ClaimCheckException(
                        Reason.REFUSED,
                        "The address " + address + " is under none of the prefixes that may be fetched: "
                                + settings.allowed() + "."));
    }

    private byte[] read(Allowed from, PictureAddress address, int length)
            throws ClaimCheckException, InterruptedException {
        AllowedPlace place = from.place();
        long deadline = System.nanoTime() + settings.patience().toNanos();
        for (Duration pause = FIRST_PAUSE; ; pause = pause.multipliedBy(2)) {
            try {
                Duration left = Duration.ofNanos(deadline - System.nanoTime());
                byte[] picture = from.source().read(address, length, part(settings, place.isDown() ? 10 : 2), left);
                place.answered();
                return picture;
            } catch (ClaimCheckException e) {
                place.answered();
                throw e;
            } catch (IllegalArgumentException e) {
                throw new ClaimCheckException(
                        Reason.REFUSED, "The address " + address + " cannot be read: " + e.getMessage() + ".", e);
            } catch (IOException e) {
                if (place.isDown() || System.nanoTime() + pause.toNanos() >= deadline) {
                    place.didNotAnswer();
                    throw unreachable(address, e);
                }
            }
            Thread.sleep(pause.toMillis());
        }
    }

    private ClaimCheckException unreachable(PictureAddress address, IOException last) {
        String why = last.getMessage() == null ? last.toString() : last.getMessage();
        return new ClaimCheckException(
                Reason.UNREACHABLE,
                "Nothing could be read from " + address + " within "
                        + settings.patience().toMillis() + " ms, lastly: " + why + ".",
                last);
    }

    /** A fraction of the patience. */
    private static Duration part(ClaimCheckSettings settings, int denominator) {
        return settings.patience().dividedBy(denominator).plusMillis(1);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
