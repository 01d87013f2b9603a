package dev.tideline.cli.verbs;

import dev.tideline.cli.options.CommonOptions;
import dev.tideline.cli.options.Json;
import dev.tideline.ingest.PicturePublisher;
import dev.tideline.schemas.settings.KafkaSettings;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a picture shows. */
@Command(
        name = "feedback",
        description = "Says what a picture shows: the trainer learns from it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The newest label of a picture wins. A label may come before its picture, and may be a new class.",
            "",
            "Example:",
            "  tideline feedback 3f786850e387550fdab836ed7e6dc881 cat"
        })
public final class FeedbackCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Parameters(index = "0", paramLabel = "IMAGE_ID", description = "The picture's id, as in its prediction.")
    private String imageId;

    @Parameters(index = "1", paramLabel = "LABEL", description = "What the picture shows.")
    private String label;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who says so (default: your login name).",
            defaultValue = "${sys:user.name}",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
    private String labeledBy;

    @Option(names = "--json", description = "Print the answer as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        requireText("IMAGE_ID", imageId);
        requireText("LABEL", label);
        KafkaSettings kafka = common.connect();
        common.requireKnownFlags();
        try (PicturePublisher publisher = new PicturePublisher(kafka, "tideline-feedback")) {
            publisher.label(imageId, label, labeledBy);
            publisher.flush();
        }
        String answer = json
                ? Json.line(Map.of("image_id", imageId, "label", label))
                : "Picture " + imageId + " is labelled " + label;
        spec.commandLine().getOut().println(answer);
        return 0;
    }

    private void requireText(String name, String value) {
        if (value.isBlank()) {
            throw new ParameterException(spec.commandLine(), name + " must not be blank");
        }
    }
}
