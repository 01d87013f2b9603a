package dev.tideline.model.claim;

import dev.tideline.model.claim.ClaimCheckException.Reason;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * An address that means the same to everybody who reads it: {@code http}, {@code https} or {@code file}, absolute,
 * without dot segments, user or fragment, and with nothing encoded that a server might take for a separator.
 *
 * @param uri the address, normalized and in ASCII
 */
record PictureAddress(URI uri) {
    private static final Set<String> SCHEMES = Set.of("http", "https", "file");
    /** Servers have been seen that decode twice. */
    private static final int DECODINGS = 3;
    /** Characters of an address that a message repeats. */
    private static final int SHOWN = 200;

    static PictureAddress of(String text) throws ClaimCheckException {
        URI uri;
        try {
            uri = new URI(new URI(text).normalize().toASCIIString());
        } catch (URISyntaxException e) {
            throw refused(text, "it is no URI: " + e.getReason());
        }
        if (uri.getScheme() == null || !SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT)) || uri.isOpaque()) {
            throw refused(text, "it must begin with https://, http:// or file:/");
        }
        if (uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
            throw refused(text, "it must name no user and no fragment");
        }
        PictureAddress address = new PictureAddress(uri);
        if (address.isFile() ? uri.getRawAuthority() != null || uri.getRawQuery() != null : uri.getHost() == null) {
            throw refused(text, "a file has neither host nor query, any other address has a host");
        }
        requirePlainPath(text, uri.getRawPath());
        return address;
    }

    private static void requirePlainPath(String text, String path) throws ClaimCheckException {
        for (String segment : path.split("/")) {
            String decoded = segment;
            for (int i = 0; i < DECODINGS; i++) {
                if (decoded.equals(".") || decoded.equals("..") || decoded.matches("(?s).*[/\\\\\\x00-\\x1f].*")) {
                    throw refused(text, "its path has dots, a separator or a control character encoded in it");
                }
                decoded = decode(text, decoded);
            }
        }
    }

    private static String decode(String text, String segment) throws ClaimCheckException {
        try {
            // A decoder of forms, which takes a plus for a blank.
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            // What is left of an encoded percent sign, as in "100%25".
            return segment;
        }
    }

    boolean isFile() {
        return uri.getScheme().equalsIgnoreCase("file");
    }

    /** Whether this address is a folder above the other one, on the same server. */
    boolean holds(PictureAddress other) {
        String path = uri.getRawPath();
        return uri.getScheme().equalsIgnoreCase(other.uri.getScheme())
                && (isFile() || uri.getHost().equalsIgnoreCase(other.uri.getHost()) && port() == other.port())
                && other.uri.getRawPath().startsWith(path.endsWith("/") ? path : path + "/");
    }

    private int port() {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    @Override
    public String toString() {
        return shown(uri.toString());
    }

    private static ClaimCheckException refused(String text, String why) {
        return new ClaimCheckException(
                Reason.REFUSED, "The address " + shown(text) + " is not one that is fetched: " + why + ".");
    }

    /** A query may hold a signature, which is nobody's business. */
    private static String shown(String text) {
        int query = text.indexOf('?');
        String place = query < 0 ? text : text.substring(0, query) + "?…";
        return place.length() <= SHOWN ? place : place.substring(0, SHOWN) + "…";
    }
}
