package dev.tideline.cli.verbs;

import dev.tideline.cli.options.CommandFailedException;
import dev.tideline.cli.options.FileFault;
import dev.tideline.trainer.data.Dataset;
import dev.tideline.trainer.export.ModelExport;
import dev.tideline.trainer.report.FigureJson;
import dev.tideline.trainer.report.ResultFiles;
import dev.tideline.trainer.training.TrainedModel;
import dev.tideline.trainer.training.TrainingReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where a training run's results go: the model and its drawn report to a folder, the figures to a file.
 *
 * @param figures where a script wants them, if it does
 */
record TrainResults(OutputFolder folder, Optional<Path> figures) {
    /**
     * Writes the model first, for which the others are no reason to lose it.
     *
     * @return what is missing beside the model, if something is
     * @throws CommandFailedException when the model could not be written; the folder is as it was
     */
    Optional<CommandFailedException> write(TrainedModel model, Dataset dataset, String name) {
        Optional<CommandFailedException> undrawn;
        try {
            undrawn = folder.fill(filled -> {
                Map<String, String> lineage =
                        ModelExport.write(model, filled, name, 0).spec().lineage();
                return attempt("its report", () -> ResultFiles.write(model, dataset, lineage, filled));
            });
        } catch (IOException e) {
            throw new CommandFailedException(
                    "The result could not be written to " + folder.path() + ": " + FileFault.describe(e)
                            + "\nThe folder is as it was. Make room there, or name another with --output.",
                    e);
        }
        Optional<CommandFailedException> unreported = figures.flatMap(
                file -> attempt("the figures (--report)", () -> FigureJson.write(model.report(), file)));
        return undrawn.or(() -> unreported);
    }

    private static Optional<CommandFailedException> attempt(String what, Writing writing) {
        try {
            writing.write();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(new CommandFailedException(
                    "The model is whole, but " + what + " could not be written: " + FileFault.describe(e), e));
        }
    }

    void print(TrainedModel model, PrintWriter out) {
        TrainingReport result = model.report();
        out.println();
        if (model.test().isEmpty()) {
            out.println("No pictures were left for a test.");
        } else {
            out.printf(
                    Locale.ROOT,
                    "Test accuracy: %.4f - test loss: %.4f (%d pictures)%n",
                    result.test().accuracy(),
                    result.test().loss(),
                    model.test().size());
        }
        out.printf(
                Locale.ROOT,
                "Took %.1f s, %.1f s of it to prepare the pictures%n%n",
                result.seconds(),
                result.preparationSeconds());
        out.println("Model:   " + folder.path());
        out.println("Report:  " + folder.path().resolve(ResultFiles.PAGE));
        figures.ifPresent(file -> out.println("Figures: " + file.toAbsolutePath()));
        out.println();
        out.println("Next:    ./tideline predict --model " + folder.path() + " PICTURE");
        out.flush();
    }

    private interface Writing {
        void write() throws IOException;
    }
}
