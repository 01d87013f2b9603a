package dev.tideline.benchmarks.shift;

import dev.tideline.benchmarks.process.ParentProcess;
import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.schemas.settings.Settings;
import dev.tideline.trainer.service.TrainerService;
import dev.tideline.trainer.service.TrainerSettings;

/** Our trainer, as {@code tideline trainer} runs it. */
public final class TrainerMain {
    private TrainerMain() {}

    /** Takes the service's settings. */
    public static void main(String[] arguments) throws InterruptedException {
        Settings settings = Settings.of(ParentProcess.arguments(arguments));
        TrainerService service = new TrainerService(KafkaSettings.from(settings), TrainerSettings.from(settings));
        service.start();
        ParentProcess.onEnd(service::close);
        service.awaitTermination();
        if (service.state() == TrainerService.State.FAILED) {
            System.exit(1);
        }
    }
}
