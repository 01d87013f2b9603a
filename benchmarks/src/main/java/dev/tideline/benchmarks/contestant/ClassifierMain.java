package dev.tideline.benchmarks.contestant;

import dev.tideline.benchmarks.process.ParentProcess;
import dev.tideline.classifier.ClassifierService;
import dev.tideline.classifier.ClassifierSettings;
import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.schemas.settings.Settings;

/** Our classifier, as {@code tideline classifier} runs it. */
public final class ClassifierMain {
    private ClassifierMain() {}

    /** Takes the service's settings. */
    public static void main(String[] arguments) throws InterruptedException {
        Settings settings = Settings.of(ParentProcess.arguments(arguments));
        ClassifierService service =
                new ClassifierService(KafkaSettings.from(settings), ClassifierSettings.from(settings));
        service.start();
        ParentProcess.onEnd(service::close);
        service.awaitTermination();
        if (service.state() == ClassifierService.State.FAILED) {
            System.exit(1);
        }
    }
}
