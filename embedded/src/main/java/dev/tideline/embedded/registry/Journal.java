package dev.tideline.embedded.registry;

/** Where changes are kept before they count. */
interface Journal {
    /**
     * Keeps a change durably before it returns.
     *
     * @throws RegistryException if it could not be kept; it may turn up after a restart all the same
     */
    void append(Change change);
}
