package dev.tideline.schemas.settings;

import java.util.regex.Pattern;

/** Which settings must never be printed, told from their keys. */
final class Secrets {
    static final String MASK = "********";

    private static final Pattern NAMES = Pattern.compile(
            "(^|\\.)(password|secret|token|credential|credentials|jaas|user\\.info|key|passphrase)($|\\.)");
    private static final Pattern HARMLESS = Pattern.compile("credentials\\.source$|key\\.(serializer|deserializer)$");

    private static final Pattern CREDENTIALS_IN_ADDRESS = Pattern.compile("//[^/@,]*@");

    private Secrets() {}

    /** The value as it may be printed. */
    static String masked(String key, String value) {
        return isSecret(key) ? MASK : CREDENTIALS_IN_ADDRESS.matcher(value).replaceAll("//" + MASK + "@");
    }

    static boolean isSecret(String key) {
        return NAMES.matcher(key).find() && !HARMLESS.matcher(key).find();
    }
}
