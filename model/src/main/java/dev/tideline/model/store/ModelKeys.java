package dev.tideline.model.store;

/** Keys of the records about models. A model's name has no slash. */
final class ModelKeys {
    private ModelKeys() {}

    static String version(String name, int version) {
        return name + "/" + version;
    }

    static String chunk(String name, int version, int chunk) {
        return name + "/" + version + "/" + chunk;
    }

    static String alias(String name, String alias) {
        return name + "/" + alias;
    }
}
