package dev.tideline.trainer.data;

import dev.tideline.model.picture.DecodeLimits;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * Pictures in folders, as Keras's {@code image_dataset_from_directory} reads them: each sub-folder is a class, in
 * alphabetical order; what lies deeper in it belongs to it. With folders {@code train} and {@code validation} in it, the
 * tutorial's way: a fifth of the validation batches is for testing. Without {@code validation} each picture's content
 * decides its part: it keeps it under any name, and copies of a picture do not get into two.
 *
 * <p>What cannot be read is an example too, whose picture fails with the reason: whoever reads the data lists it.
 */
public final class FolderDataset {
    private static final String TRAIN = "train";
    private static final String VALIDATION = "validation";
    private static final Set<String> EXTENSIONS = Set.of("jpg", "jpeg", "png", "gif", "bmp");
    private static final int LARGEST = DecodeLimits.defaults().maxBytes();

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
            return Dataset.split(labels, examples(folder, folder, labels), split, FolderDataset::content);
        }
        if (!Files.isDirectory(validation)) {
            List<String> labels = labels(train);
            return Dataset.split(labels, examples(folder, train, labels), split, FolderDataset::content);
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
        Path real = folder.toRealPath();
        List<String> labels = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (Path child : children) {
                String name = child.getFileName().toString();
                if (real.startsWith(child.toRealPath())) {
                    throw new DatasetException("The class folder " + child + " is a link to a folder that it lies in:"
                            + " it holds the pictures of every class. Remove the link.");
                }
                if (!name.startsWith(".")) {
                    labels.add(name);
                }
            }
        }
        Collections.sort(labels);
        return labels;
    }

    private static List<Example> examples(Path root, Path folder, List<String> labels) throws IOException {
        List<Example> examples = new ArrayList<>();
        for (int label = 0; label < labels.size(); label++) {
            Path classFolder = folder.resolve(labels.get(label));
            List<Example> found = new ArrayList<>();
            PictureFiles.walk(classFolder, new ClassFinds(root, label, found));
            if (found.isEmpty()) {
                throw new DatasetException("The class folder " + classFolder + " has no picture (" + EXTENSIONS
                        + "). Add pictures, or remove the folder.");
            }
            found.sort(Comparator.comparing(Example::id));
            examples.addAll(found);
        }
        return examples;
    }

    /** What cannot be read now is listed by its name. */
    private static String content(Example example) {
        try {
            return Split.sha256(example.picture().read());
        } catch (IOException e) {
            return example.id();
        }
    }

    private static byte[] read(Path file) throws IOException {
        try {
            long bytes = Files.size(file);
            if (bytes > LARGEST) {
                throw new IOException("it has " + bytes + " bytes; pictures may have " + LARGEST);
            }
            return Files.readAllBytes(file);
        } catch (FileSystemException e) {
            throw new IOException(PictureFiles.reason(e), e);
        }
    }

    static boolean hasPictureName(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 && EXTENSIONS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    /** Makes examples of a class; their ids are paths relative to the data folder, with slashes on every platform. */
    private record ClassFinds(Path root, int label, List<Example> examples) implements PictureFiles.Finds {
        @Override
        public void picture(Path file) {
            examples.add(new Example(id(file), label, () -> read(file)));
        }

        @Override
        public void fault(Path path, String reason) {
            examples.add(new Example(id(path), label, () -> {
                throw new IOException(reason);
            }));
        }

        private String id(Path path) {
            return root.relativize(path).toString().replace('\\', '/');
        }
    }
}
