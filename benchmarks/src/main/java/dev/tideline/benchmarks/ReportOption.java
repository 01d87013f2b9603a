package dev.tideline.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a benchmark tells: lines for people while it runs, and with {@code --report FILE} its figures for programs. */
public final class ReportOption {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private Optional<Path> file = Optional.empty();

    @Option(names = "--report", paramLabel = "FILE", description = "Write the figures as JSON.")
    void file(Path path) {
        file = Optional.of(OutputFile.in(command, "The report", path));
    }

    /** Prints for people, at once, and a line break. */
    public void print(String format, Object... arguments) {
        PrintWriter out = command.commandLine().getOut();
        out.printf(Locale.ROOT, format + "%n", arguments);
        out.flush();
    }

    /**
     * Writes the figures and the machine that they come from, if a file was asked for. May be called after each round:
     * a run that is cut short leaves what it has.
     *
     * @param figures a record or map; names become snake_case
     */
    public void write(Object figures) throws IOException {
        if (file.isPresent()) {
            Files.writeString(file.get(), json(figures));
        }
    }

    static String json(Object figures) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.setAll((ObjectNode) JSON.valueToTree(figures));
        root.set("machine", JSON.valueToTree(Machine.current()));
        return JSON.writeValueAsString(root) + "\n";
    }
}
