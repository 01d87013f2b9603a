package dev.tideline.cli.quickstart;

import dev.tideline.cli.options.CommandFailedException;
import dev.tideline.ingest.Admission;
import dev.tideline.ingest.Admission.Admitted;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The pictures to stream, in a shuffled order, each with what its class folder says it shows. Holds names, not pictures.
 *
 * @param labels the class folders, in alphabetical order
 * @param exhibits each picture once
 * @param passedOver files that are no pictures, or hold one that another file holds too
 */
record Gallery(List<String> labels, List<Exhibit> exhibits, int passedOver) {
    /** A picture's file and its class folder. */
    record Exhibit(Path file, String source, String id, String label) {}

    /** Too few to label some, learn, and classify the rest. */
    private static final int FEWEST = 40;

    /** @throws CommandFailedException when the folder cannot be streamed: it says why, and what is needed */
    static Gallery open(Path folder, long seed) {
        if (!Files.isDirectory(folder)) {
            throw new CommandFailedException("--images " + folder + " is no folder.");
        }
        try {
            return read(folder, seed);
        } catch (IOException e) {
            throw new CommandFailedException("The folder " + folder + " cannot be read: " + e, e);
        }
    }

    private static Gallery read(Path folder, long seed) throws IOException {
        List<String> labels = classFolders(folder);
        List<Exhibit> exhibits = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        int passedOver = 0;
        for (String label : labels) {
            for (Path file : files(folder.resolve(label))) {
                String source = folder.relativize(file).toString();
                if (Admission.of(file, source) instanceof Admitted yes
                        && ids.add(yes.picture().id())) {
                    exhibits.add(new Exhibit(file, source, yes.picture().id(), label));
                } else {
                    passedOver++;
                }
            }
        }
        requireEnough(folder, exhibits);
        Collections.shuffle(exhibits, new Random(seed));
        return new Gallery(labels, List.copyOf(exhibits), passedOver);
    }

    private static List<String> classFolders(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            List<String> labels = entries.filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
            if (labels.size() >= 2) {
                return labels;
            }
        }
        throw new CommandFailedException("The pictures in " + folder + " have no labels: quickstart needs a folder for"
                + " each class in it, such as cats/ and dogs/, at least two.\nA folder without labels needs a model to"
                + " begin with, which Tideline does not bring along yet.");
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void requireEnough(Path folder, List<Exhibit> exhibits) {
        Set<String> seen = new TreeSet<>();
        exhibits.forEach(exhibit -> seen.add(exhibit.label()));
        if (exhibits.size() < FEWEST || seen.size() < 2) {
            throw new CommandFailedException("There are " + exhibits.size() + " pictures of " + seen + " in " + folder
                    + ", but quickstart needs at least " + FEWEST + " of at least two classes.");
        }
    }
}
