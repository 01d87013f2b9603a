package dev.tideline.trainer.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Pictures in folders, as Keras's {@code image_dataset_from_directory} reads them: each sub-folder is a class, in
 * alphabetical order; what lies deeper in it belongs to it. With folders {@code train} and {@code validation} in it, the
 * tutorial's way: a fifth of the validation batches is for testing. Without them each picture's path within the folder
 * decides its part.
 */
public final class FolderDataset {
    private static final String TRAIN = "train";
    private static final String VALIDATION = "validation";
    private static final Set<String> EXTENSIONS = Set.of("jpg", "jpeg", "png", "gif", "bmp");

    private FolderDataset() {}

    /**
     * @param batchSize pictures a batch, of which the tutorial counts a fifth for testing
     * @param seed draws the validation pictures that are for testing
     * @throws DatasetException when the folder is none, or there are too few classes or pictures
     */
    public static Dataset read(Path folder, Split split, int batchSize, long seed) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new DatasetException("The data folder " + folder + " does not exist or is no folder."
                    + " Give a folder with one folder of pictures a class.");
        }
        Path train = folder.resolve(TRAIN);
        Path validation = folder.resolve(VALIDATION);
        if (!Files.isDirectory(train)) {
            List<String> labels = labels(folder);
            return Dataset.split(labels, examples(folder, folder, labels), split);
        }
        if (!Files.isDirectory(validation)) {
            List<String> labels = labels(train);
            return Dataset.split(labels, examples(folder, train, labels), split);
        }
        List<String> labels = labels(train);
        List<String> validationLabels = labels(validation);
        if (!labels.equals(validationLabels)) {
            throw new DatasetException("The classes in " + train + " are " + labels + ", but those in " + validation
                    + " are " + validationLabels + ". Give both the same class folders.");
        }
        List<Example> held = new ArrayList<>(examples(folder, validation, labels));
        Collections.shuffle(held, new Random(seed));
        int batches = (held.size() + batchSize - 1) / batchSize;
        int tested = batches / 5 * batchSize;
        return new Dataset(
                labels, examples(folder, train, labels), held.subList(tested, held.size()), held.subList(0, tested));
    }

    private static List<String> labels(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(Files::isDirectory)
                    .map(child -> child.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    /** Ids are paths relative to the data folder, with slashes on every platform. */
    private static List<Example> examples(Path root, Path folder, List<String> labels) throws IOException {
        List<Example> examples = new ArrayList<>();
        for (int label = 0; label < labels.size(); label++) {
            for (Path file : pictures(folder.resolve(labels.get(label)))) {
                String id = root.relativize(file).toString().replace('\\', '/');
                examples.add(new Example(id, label, () -> Files.readAllBytes(file)));
            }
        }
        return examples;
    }

    private static List<Path> pictures(Path folder) throws IOException {
        List<Path> pictures = new ArrayList<>();
        PictureFiles.walk(folder, pictures::add);
        pictures.sort(Comparator.comparing(Path::toString));
        return pictures;
    }

    static boolean hasPictureName(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 && EXTENSIONS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }
}
