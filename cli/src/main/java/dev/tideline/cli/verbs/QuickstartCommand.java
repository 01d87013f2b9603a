package dev.tideline.cli.verbs;

import dev.tideline.cli.options.CommandFailedException;
import dev.tideline.cli.options.LogFile;
import dev.tideline.cli.quickstart.QuickstartPlan;
import dev.tideline.cli.quickstart.QuickstartReport;
import dev.tideline.cli.quickstart.QuickstartSession;
import dev.tideline.schemas.settings.SettingsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** All of Tideline at once, to watch. */
@Command(
        name = "quickstart",
        description = "Runs all of Tideline in one process, with a broker and a registry of its own: pictures stream, a"
                + " simulated person labels the first of them, models appear and take over while the stream goes on.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  tideline quickstart                                       # drawn pictures, random weights",
            "  tideline quickstart --images pets --weights mobilenet_v2_no_top.h5",
            "  tideline quickstart --images pets --weights mobilenet_v2_no_top.h5 --mislabel 200",
            "  tideline quickstart --serve --data-dir ~/tideline         # stays up, and keeps its data"
        })
public final class QuickstartCommand implements Callable<Integer> {
    private static final String RANDOM = "none";

    /** Each wave is as large, and a first version of fewer labels says nothing. */
    private static final int FEWEST_MISLABELLED = 20;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description = "Folder with a folder of pictures for each class (default: drawn pictures).")
    private Path images;

    @Option(
            names = "--weights",
            paramLabel = "FILE|imagenet|none",
            defaultValue = RANDOM,
            description = "What training begins with: a Keras MobileNetV2 file, Keras's own ImageNet file,"
                    + " downloaded at first use, or random weights (default: ${DEFAULT-VALUE}).")
    private String weights;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the figures as JSON.")
    private Path report;

    @Option(names = "--serve", description = "Keep running at the end, until Ctrl-C.")
    private boolean serve;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where broker and services keep their data (default: a folder that is deleted at the end).")
    private Path dataFolder;

    @Option(names = "--kafka-port", paramLabel = "PORT", description = "Kafka's port (default: 9092 if free).")
    private Integer kafkaPort;

    @Option(
            names = "--registry-port",
            paramLabel = "PORT",
            description = "The registry's port (default: 8081 if free).")
    private Integer registryPort;

    @Option(
            names = "--drawings",
            paramLabel = "COUNT",
            description = "How many pictures to draw (default: 600, or as many as --mislabel needs).")
    private Integer drawings;

    @Option(
            names = "--mislabel",
            paramLabel = "COUNT",
            defaultValue = "0",
            description =
                    "At the end, label COUNT more pictures, every second one wrongly, so that the gate has a version"
                            + " to refuse. Every wave of labels is COUNT then, so four times COUNT pictures are needed. Take"
                            + " photos, --weights and 200: with fewer labels, or a model that knows little, too little speaks"
                            + " against the version.")
    private int mislabelled;

    @Option(names = "-D", paramLabel = "KEY=VALUE", description = "Any setting of the services, again and again.")
    private final Map<String, String> overrides = new LinkedHashMap<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        requireUsable();
        PrintWriter out = spec.commandLine().getOut();
        try (QuickstartSession session = new QuickstartSession(plan(), out, System.console() != null)) {
            Runtime.getRuntime().addShutdownHook(new Thread(session::close, "tideline-stop"));
            out.println("Log: " + LogFile.shown());
            QuickstartReport result = run(session);
            if (report != null) {
                result.write(report);
            }
            if (!result.hasOneAnswerForEach()) {
                throw new CommandFailedException("Not every picture has exactly one answer: " + result.lost()
                        + " lost, " + result.duplicated() + " duplicated.");
            }
            if (serve) {
                Foreground.untilStopped(out, "The broker and the services keep running.");
            }
            return 0;
        }
    }

    private void requireUsable() {
        if (mislabelled != 0 && mislabelled < FEWEST_MISLABELLED) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--mislabel is " + mislabelled + ", but must be " + FEWEST_MISLABELLED + " or more");
        }
        if (report != null && !Files.isDirectory(report.toAbsolutePath().getParent())) {
            throw new SettingsException("The report " + report + " (--report) cannot be written: there is no folder "
                    + report.toAbsolutePath().getParent() + ".");
        }
    }

    private static QuickstartReport run(QuickstartSession session) throws IOException, InterruptedException {
        try {
            return session.run();
        } catch (RuntimeException e) {
            if (session.isClosed()) {
                // Ctrl-C took the services away; the process is about to end, and there is nothing to complain about.
                new CountDownLatch(1).await();
            }
            throw e;
        }
    }

    private QuickstartPlan plan() {
        return new QuickstartPlan(
                Optional.ofNullable(images),
                Optional.ofNullable(drawings),
                mislabelled,
                weights,
                Optional.ofNullable(dataFolder),
                Optional.ofNullable(kafkaPort),
                Optional.ofNullable(registryPort),
                Map.copyOf(overrides));
    }
}
