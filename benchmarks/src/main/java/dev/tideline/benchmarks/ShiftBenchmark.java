package dev.tideline.benchmarks;

import dev.tideline.benchmarks.data.DataOptions;
import dev.tideline.benchmarks.data.Photos;
import dev.tideline.benchmarks.process.Workplace;
import dev.tideline.benchmarks.shift.Alteration;
import dev.tideline.benchmarks.shift.Exam;
import dev.tideline.benchmarks.shift.Scenario;
import dev.tideline.benchmarks.shift.Services;
import dev.tideline.benchmarks.shift.ShiftPlan;
import dev.tideline.benchmarks.shift.Supply;
import dev.tideline.schemas.settings.KafkaSettings;
import dev.tideline.schemas.settings.Settings;
import dev.tideline.schemas.settings.SettingsException;
import dev.tideline.trainer.service.TrainerSettings;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Strongly altered photos come to a stream of ordinary ones. Measures whether the trainer notices by the error alone,
 * whether what it then learns lets accuracy recover, and whether the ordinary photos suffer. The whole of Tideline is at
 * work, each part a process: only the person who labels is simulated.
 */
@Command(
        name = "shift",
        description = "Accuracy when strongly altered photos come to a stream of ordinary ones.",
        mixinStandardHelpOptions = true)
final class ShiftBenchmark implements Callable<Integer> {
    private static final List<String> STREAMED = List.of("pets/train", "pets-more");
    private static final List<String> HELD_OUT = List.of("pets/validation");

    @Spec
    private CommandSpec command;

    @Mixin
    private DataOptions data;

    @Option(
            names = "--alteration",
            defaultValue = "DRAWN",
            description = "How photos are altered: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Alteration alteration;

    @Option(
            names = "--first",
            defaultValue = "300",
            converter = PositiveInteger.class,
            description = "Photos that are labelled before there is a model (default: ${DEFAULT-VALUE}).")
    private int first;

    @Option(
            names = "--before",
            defaultValue = "600",
            converter = PositiveInteger.class,
            description = "Photos of the stream before the shift (default: ${DEFAULT-VALUE}).")
    private int before;

    @Option(
            names = "--after",
            defaultValue = "2000",
            converter = PositiveInteger.class,
            description = "Photos of the stream from the shift on, " + ShiftFigures.END
                    + " at least (default: ${DEFAULT-VALUE}).")
    private int after;

    @Option(
            names = "--altered",
            defaultValue = "80",
            converter = PositiveInteger.class,
            description = "Per cent of the photos after the shift that are altered (default: ${DEFAULT-VALUE}).")
    private int altered;

    @Option(
            names = "--min-labels",
            defaultValue = "1000",
            converter = PositiveInteger.class,
            description = "New labels that are reason enough for a run (default: ${DEFAULT-VALUE}).")
    private int minLabels;

    @Option(
            names = "--setting",
            paramLabel = "KEY=VALUE",
            description = "A setting of the trainer, such as trainer.epochs=40; may be given again and again.")
    private final Map<String, String> settings = new LinkedHashMap<>();

    @Mixin
    private ReportOption report;

    @Mixin
    private PlotOption plot;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (after < ShiftFigures.END || altered > 100) {
            throw new ParameterException(
                    command.commandLine(),
                    "--after is " + after + " and --altered " + altered + ", but must be " + ShiftFigures.END
                            + " or more and 100 or less.");
        }
        ShiftPlan plan = new ShiftPlan(first, before, after, alteration, altered / 100.0);
        Map<String, String> chosen = settings();
        Photos heldOut = Photos.find(data.folder(), HELD_OUT);
        Supply supply = new Supply(Photos.find(data.folder(), STREAMED), alteration);
        try (Workplace workplace = Workplace.open()) {
            Services services = Services.start(workplace, chosen);
            try (Exam exam = Exam.open(services, workplace.resolve("exam"), heldOut, alteration);
                    Scenario scenario = new Scenario(services, plan, supply, line -> report.print("%s", line))) {
                scenario.run();
                ShiftFigures figures = ShiftFigures.of(
                        plan,
                        scenario.answers(),
                        scenario.runs(),
                        exam.marks(scenario.newestProduction()),
                        services.settings());
                report.write(figures);
                plot.write(ShiftChart.of(plan, scenario.answers()));
                report.print(
                        "%n%s%n%s%n%s", figures.phaseTable(), figures.versionTable(), Check.lines(figures.checks()));
            }
        }
        return 0;
    }

    /** @throws ParameterException when the trainer does not take them */
    private Map<String, String> settings() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("trainer.weights", data.weights().toAbsolutePath().toString());
        all.put("trainer.min.labels", Integer.toString(minLabels));
        all.put("trainer.cool.down", "0s");
        all.putAll(settings);
        try {
            Settings read = Settings.of(all);
            KafkaSettings.from(read);
            TrainerSettings.from(read);
            read.rejectUnasked();
        } catch (SettingsException e) {
            throw new ParameterException(command.commandLine(), e.getMessage());
        }
        return all;
    }
}
