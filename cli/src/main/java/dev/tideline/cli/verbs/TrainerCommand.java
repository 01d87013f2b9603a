package dev.tideline.cli.verbs;

import dev.tideline.cli.options.CommonOptions;
import dev.tideline.cli.options.LogFile;
import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.trainer.service.TrainerService;
import dev.tideline.trainer.service.TrainerSettings;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the trainer service. */
@Command(
        name = "trainer",
        description = "Runs the service that learns from labels and publishes new versions of the model.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  tideline trainer -D trainer.weights=mobilenet_v2_no_top.h5",
            "  tideline trainer -D trainer.min.labels=500 --bootstrap-server kafka:9092"
        })
public final class TrainerCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        TrainerSettings settings = TrainerSettings.from(common.settings(), TrainerSettings.HTTP_PORT);
        KafkaSettings kafka = common.connect();
        out.println("Tideline trainer. Log: " + LogFile.shown());
        common.printEffective(out);
        TrainerService service = new TrainerService(kafka, settings);
        service.start();
        service.operationsUrl()
                .ifPresent(url -> out.println("Metrics: " + url + "/metrics, health: " + url + "/v2/health/ready"));
        out.println("Running. Ctrl-C stops.");
        out.flush();
        Foreground.run("trainer", service, service::awaitTermination);
        return 0;
    }
}
