package dev.tideline.cli.verbs;

import dev.tideline.classifier.ClassifierService;
import dev.tideline.classifier.ClassifierSettings;
import dev.tideline.cli.options.CommonOptions;
import dev.tideline.cli.options.LogFile;
import dev.tideline.schemas.settings.KafkaSettings;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the classifier service. */
@Command(
        name = "classifier",
        description = "Runs the service that classifies what comes on the topic images. Several share the work.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "It waits until there is a model, and takes a new version without a restart.",
            "",
            "Examples:",
            "  tideline classifier --bootstrap-server kafka:9092 --registry-url http://registry:8081",
            "  tideline classifier -D classifier.threads=2",
            "  tideline classifier -D classifier.http.port=0    # a second one on the same machine"
        })
public final class ClassifierCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        ClassifierSettings settings = ClassifierSettings.from(common.settings(), ClassifierSettings.HTTP_PORT);
        KafkaSettings kafka = common.connect();
        out.println("Tideline classifier. Log: " + LogFile.shown());
        common.printEffective(out);
        ClassifierService service = new ClassifierService(kafka, settings);
        service.start();
        service.operationsUrl()
                .ifPresent(url -> out.println("Metrics: " + url + "/metrics, health: " + url + "/v2/health/ready"));
        out.println("Running. Ctrl-C stops.");
        out.flush();
        Foreground.run("classifier", service, service::awaitTermination);
        return 0;
    }
}
