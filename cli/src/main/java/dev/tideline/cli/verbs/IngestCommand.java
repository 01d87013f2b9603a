package dev.tideline.cli.verbs;

import dev.tideline.cli.options.CommandFailedException;
import dev.tideline.cli.options.CommonOptions;
import dev.tideline.cli.options.Json;
import dev.tideline.ingest.ClaimBase;
import dev.tideline.ingest.FolderIngest;
import dev.tideline.ingest.IngestListener;
import dev.tideline.ingest.IngestSummary;
import dev.tideline.ingest.Picture;
import dev.tideline.ingest.PicturePublisher;
import dev.tideline.ingest.Refusal;
import dev.tideline.schemas.settings.KafkaSettings;
import java.io.PrintWriter;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends a folder of pictures to the topic {@code images}. */
@Command(
        name = "ingest",
        description = "Sends the pictures of a folder, and of the folders in it, to the topic images.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A picture's id is made from its content, so sending it again changes nothing.",
            "Files that are no pictures are listed and not sent.",
            "",
            "Examples:",
            "  tideline ingest ~/photos",
            "  tideline ingest --labels-from-folders pets     # pets/cats/…, pets/dogs/…",
            "  tideline ingest --json --bootstrap-server kafka:9092 ~/photos",
            "  tideline ingest --claim-base https://pictures.example/ /srv/pictures"
        })
public final class IngestCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "DIR", description = "The folder.")
    private Path folder;

    @Option(
            names = "--labels-from-folders",
            description = "Send the name of the folder within DIR that a picture lies in as its label.")
    private boolean labels;

    @Option(
            names = "--claim-base",
            paramLabel = "URI",
            description = "Where DIR can be read by the classifiers, such as https://pictures.example/2026/ or"
                    + " file:/srv/pictures/: pictures of more than 10 MB go by claim check then (ingest.claim.base;"
                    + " default: they are refused).")
    private String claimBase;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Optional<ClaimBase> base = claimBase();
        KafkaSettings kafka = common.connect();
        common.requireKnownFlags();
        Optional<String> labeledBy = labels ? Optional.of("folder") : Optional.empty();
        try (PicturePublisher publisher = new PicturePublisher(kafka, "tideline-ingest");
                ProgressLine progress = new ProgressLine("Ingesting", System.console() != null && !json)) {
            print(FolderIngest.run(folder, labeledBy, base, publisher, listener(progress)));
        } catch (NotDirectoryException e) {
            throw new CommandFailedException(e.getMessage(), e);
        }
        return 0;
    }

    private Optional<ClaimBase> claimBase() {
        Optional<String> configured = common.settings().text("ingest.claim.base");
        return ClaimBase.from(claimBase == null ? configured : Optional.of(claimBase));
    }

    private static IngestListener listener(ProgressLine progress) {
        return new IngestListener() {
            @Override
            public void started(long files) {
                progress.start(files);
            }

            @Override
            public void sent(Picture picture) {
                progress.step();
            }

            @Override
            public void duplicate(Picture picture) {
                progress.step();
            }

            @Override
            public void refused(Refusal refusal) {
                progress.step();
            }
        };
    }

    private void print(IngestSummary summary) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.pretty(IngestAnswer.of(summary)));
            return;
        }
        double seconds = summary.took().toMillis() / 1000.0;
        out.printf(
                Locale.ROOT,
                "%d pictures sent, %d labels sent, %d duplicates, %d refused, in %.1f s%n",
                summary.sent(),
                summary.labels(),
                summary.duplicates(),
                summary.refused(),
                seconds);
        summary.refusals().forEach(refusal -> out.println("  " + refusal.source() + " " + refusal.message()));
        long unlisted = summary.refused() - summary.refusals().size();
        if (unlisted > 0) {
            out.println("  and " + unlisted + " more");
        }
    }
}
