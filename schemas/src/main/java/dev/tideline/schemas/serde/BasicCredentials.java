package dev.tideline.schemas.serde;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A user and a password, for HTTP's basic authentication. Its text form shows neither.
 *
 * @param userInfo user, colon, password
 */
record BasicCredentials(String userInfo) {
    String header() {
        return "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "********";
    }
}
