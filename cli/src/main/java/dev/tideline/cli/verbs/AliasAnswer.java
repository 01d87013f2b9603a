package dev.tideline.cli.verbs;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tideline.cli.options.Json;
import dev.tideline.events.ModelAlias;
import java.io.PrintWriter;
import java.util.Optional;

/** Where an alias points now; without a version it was removed. */
record AliasAnswer(
        @JsonProperty("name") String name,
        @JsonProperty("alias") String alias,
        @JsonProperty("version") Integer version,
        @JsonProperty("previous_version") Integer previousVersion) {

    static void print(ModelAlias alias, boolean json, PrintWriter out) {
        if (json) {
            out.println(Json.line(new AliasAnswer(
                    alias.getName(), alias.getAlias(), alias.getVersion(), alias.getPreviousVersion())));
            return;
        }
        String before = alias.getPreviousVersion() == null ? "" : ", before: version " + alias.getPreviousVersion();
        out.println(alias.getName() + " " + alias.getAlias() + " is version " + alias.getVersion() + before);
    }

    /** @param before what the alias named, if anything */
    static void printRemoved(String name, String alias, Optional<ModelAlias> before, boolean json, PrintWriter out) {
        Integer version = before.map(ModelAlias::getVersion).orElse(null);
        if (json) {
            out.println(Json.line(new AliasAnswer(name, alias, null, version)));
            return;
        }
        out.println(name + " has no " + alias + (version == null ? "" : " any more, before: version " + version));
    }
}
