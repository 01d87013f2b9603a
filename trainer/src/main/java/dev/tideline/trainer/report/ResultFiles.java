package dev.tideline.trainer.report;

import dev.tideline.trainer.data.Dataset;
import dev.tideline.trainer.training.TrainedModel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run's results for people. */
public final class ResultFiles {
    /** The page, which holds everything; the pictures lie beside it for other uses. */
    public static final String PAGE = "report.html";

    private ResultFiles() {}

    /**
     * Writes {@code report.html} and, as PNG, {@code learning-curves}, {@code confusion-matrix}, {@code mistakes},
     * {@code predictions} and {@code augmentation}, each where there is something to show. Each file is whole or not
     * there; the page comes last. Needs no display.
     *
     * @param dataset what the model was trained on; its pictures are read again
     * @param lineage what the model was made from, to be listed
     * @param folder exists
     * @throws IOException when a file cannot be written, or this Java cannot draw
     */
    public static void write(TrainedModel model, Dataset dataset, Map<String, String> lineage, Path folder)
            throws IOException {
        try {
            draw(model, dataset, lineage, folder);
        } catch (LinkageError | InternalError e) {
            throw new IOException(
                    "This Java cannot draw text; fontconfig and a font are probably not installed (" + e + ")", e);
        }
    }

    private static void draw(TrainedModel model, Dataset dataset, Map<String, String> lineage, Path folder)
            throws IOException {
        Gallery gallery = Gallery.of(model, dataset.train());
        ConfusionMatrix confusion = ConfusionMatrix.of(model.labels(), model.test());
        Optional<BufferedImage> curves = model.report().epochs().isEmpty()
                ? Optional.empty()
                : Optional.of(LearningCurves.draw(model.report().epochs()));

        Map<String, BufferedImage> pictures = new LinkedHashMap<>();
        curves.ifPresent(drawn -> pictures.put("learning-curves", drawn));
        if (!model.test().isEmpty()) {
            pictures.put("confusion-matrix", ConfusionPicture.draw(confusion));
        }
        put(pictures, "mistakes", gallery.mistakes());
        put(pictures, "predictions", gallery.predictions());
        put(pictures, "augmentation", gallery.augmented());
        for (Map.Entry<String, BufferedImage> picture : pictures.entrySet()) {
            WholeFile.write(folder.resolve(picture.getKey() + ".png"), Images.png(picture.getValue()));
        }
        String page = ResultPage.of(model, lineage, curves, gallery, confusion);
        WholeFile.write(folder.resolve(PAGE), page.getBytes(StandardCharsets.UTF_8));
    }

    private static void put(Map<String, BufferedImage> pictures, String name, List<Tile> tiles) {
        if (!tiles.isEmpty()) {
            pictures.put(name, TileSheet.draw(tiles));
        }
    }
}
