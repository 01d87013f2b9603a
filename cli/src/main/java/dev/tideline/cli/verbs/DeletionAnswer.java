package dev.tideline.cli.verbs;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A version that is no more. */
record DeletionAnswer(@JsonProperty("name") String name, @JsonProperty("deleted_version") int deletedVersion) {}
