package dev.tideline.cli.verbs;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tideline.cli.options.Json;
import dev.tideline.events.ModelAlias;
import java.io.PrintWriter;

/** Where an alias points now. */
record AliasAnswer(
        @JsonProperty("name") String name,
        @JsonProperty("alias") String alias,
        @JsonProperty("version") int version,
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
}
