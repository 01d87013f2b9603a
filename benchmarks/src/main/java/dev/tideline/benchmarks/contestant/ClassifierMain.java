package dev.tideline.benchmarks.contestant;

import dev.tideline.benchmarks.process.ParentProcess;
import dev.tideline.classifier.ClassifierService;
import dev.tideline.classifier.ClassifierSettings;
import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.schemas.settings.Settings;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;

/** Our classifier, as {@code tideline classifier} runs it. */
public final class ClassifierMain {
    /** Tells, at its end, the peak of its heap in bytes. */
    static final String HEAP_PEAK = "heap-peak";

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
        ParentProcess.tell(HEAP_PEAK, Long.toString(heapPeak()));
    }

    private static long heapPeak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }
}
