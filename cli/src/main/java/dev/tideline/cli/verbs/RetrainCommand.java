package dev.tideline.cli.verbs;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tideline.cli.options.Json;
import dev.tideline.trainer.service.RunRequests;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks the trainer for a run, or for the end of one. */
@Command(
        name = "retrain",
        description = "Asks the trainer for a training run now, or for the end of the run in progress.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "It returns when the request is on the topic training-requests. The topic training-runs tells what becomes",
            "of it; a cancelled run ends at its next step, and without a run in progress nothing happens.",
            "",
            "Examples:",
            "  tideline retrain --reason 'the new camera is up'",
            "  tideline retrain --cancel",
            "  tideline retrain --cancel 20261124T183043Z-3f9c"
        })
public final class RetrainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOptions options;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why, for people; it stands in the run's events.",
            defaultValue = "")
    private String reason;

    @Option(
            names = "--cancel",
            paramLabel = "RUN_ID",
            arity = "0..1",
            fallbackValue = "",
            description = "End the run with this id, or, without one, the run in progress.")
    private String cancelled;

    /** What was asked for; without a run id, of whichever run is in progress. */
    private record Answer(
            @JsonProperty("name") String name,
            @JsonProperty("action") String action,
            @JsonProperty("run_id") @JsonInclude(JsonInclude.Include.NON_NULL) String runId) {}

    @Override
    public Integer call() {
        try (RunRequests requests =
                new RunRequests(options.connect(), options.name(), System.getProperty("user.name", ""))) {
            if (cancelled == null) {
                requests.train(reason);
                print("train", null, "A run of model " + options.name() + " is asked for");
            } else {
                Optional<String> run = Optional.of(cancelled).filter(id -> !id.isBlank());
                requests.cancel(run, reason);
                print(
                        "cancel",
                        run.orElse(null),
                        "The end of "
                                + run.map(id -> "run " + id).orElse("the run in progress of model " + options.name())
                                + " is asked for");
            }
        }
        return 0;
    }

    private void print(String action, String run, String told) {
        spec.commandLine().getOut().println(options.json() ? Json.line(new Answer(options.name(), action, run)) : told);
    }
}
