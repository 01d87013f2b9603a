package dev.tideline.trainer.training;

import dev.tideline.model.picture.UndecodablePictureException;
import dev.tideline.trainer.data.Dataset;
import dev.tideline.trainer.data.DatasetException;
import dev.tideline.trainer.data.Example;
import dev.tideline.trainer.data.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * Looks at every picture of a data set once, on the workers' threads, and leaves out what cannot be read.
 *
 * @param samples the pictures that can be read, by part
 */
record Survey(Map<Part, List<Sample>> samples, DataFigures figures) {
    /** Looks at a picture; on any thread. */
    interface Inspection<T> {
        T inspect(Part part, byte[] encoded, String digest) throws UndecodablePictureException, IOException;
    }

    /** Takes what an inspection found, in the data set's order, on the thread that asked for the survey. */
    interface Collector<T> {
        void collect(Part part, Sample sample, T found) throws IOException;
    }

    /**
     * @param rows how many rows a picture of a part takes
     * @throws DatasetException when a class has no readable picture to train on
     */
    static <T> Survey run(
            Dataset dataset,
            Workers workers,
            ToIntFunction<Part> rows,
            Inspection<T> inspection,
            Collector<T> collector,
            TrainingListener listener)
            throws IOException, InterruptedException {
        Map<Part, List<Sample>> samples = new EnumMap<>(Part.class);
        List<DataFigures.Unreadable> unreadable = new ArrayList<>();
        List<Placed> all = Stream.of(Part.values())
                .flatMap(part -> dataset.part(part).stream().map(example -> new Placed(part, example)))
                .toList();
        for (Part part : Part.values()) {
            samples.put(part, new ArrayList<>());
        }
        Iterator<Callable<Looked<T>>> tasks = all.stream()
                .<Callable<Looked<T>>>map(placed -> () -> look(placed, inspection))
                .iterator();
        int row = 0;
        int done = 0;
        try (Prefetch<Looked<T>> prefetch = new Prefetch<>(workers.pool(), 16 * workers.ahead(), tasks, looked -> {})) {
            while (prefetch.hasNext()) {
                Looked<T> looked = prefetch.next();
                Placed placed = looked.placed();
                if (looked.fault().isEmpty()) {
                    Sample sample = new Sample(placed.example(), looked.digest(), row);
                    row = Math.addExact(row, rows.applyAsInt(placed.part()));
                    collector.collect(placed.part(), sample, looked.found());
                    samples.get(placed.part()).add(sample);
                } else {
                    unreadable.add(new DataFigures.Unreadable(placed.example().id(), looked.fault()));
                }
                listener.preparing(++done, all.size());
            }
        }
        return new Survey(samples, figures(dataset.labels(), samples, unreadable));
    }

    Survey withFromCache(int count) {
        return new Survey(samples, figures.withFromCache(count));
    }

    private static <T> Looked<T> look(Placed placed, Inspection<T> inspection) {
        try {
            byte[] encoded = placed.example().picture().read();
            String digest = PictureLoader.sha256(encoded);
            return new Looked<>(placed, digest, inspection.inspect(placed.part(), encoded, digest), "");
        } catch (UndecodablePictureException e) {
            return new Looked<>(placed, "", null, e.getMessage());
        } catch (IOException e) {
            // Java's own subclasses have only the path for a message.
            String reason = e.getClass() == IOException.class ? e.getMessage() : e.toString();
            return new Looked<>(placed, "", null, "It cannot be read: " + reason);
        }
    }

    private static DataFigures figures(
            List<String> labels, Map<Part, List<Sample>> samples, List<DataFigures.Unreadable> unreadable) {
        Map<Part, List<Integer>> counts = new EnumMap<>(Part.class);
        StringBuilder contents = new StringBuilder(labels.toString());
        samples.forEach((part, pictures) -> {
            List<Integer> perClass = new ArrayList<>(Collections.nCopies(labels.size(), 0));
            for (Sample sample : pictures) {
                Example example = sample.example();
                perClass.set(example.label(), perClass.get(example.label()) + 1);
                contents.append('\n')
                        .append(part)
                        .append(' ')
                        .append(example.label())
                        .append(' ')
                        .append(sample.digest())
                        .append(' ')
                        .append(example.id());
            }
            counts.put(part, List.copyOf(perClass));
        });
        requireEveryClass(labels, counts.get(Part.TRAIN), unreadable.size());
        String digest = PictureLoader.sha256(contents.toString().getBytes(StandardCharsets.UTF_8));
        return new DataFigures(labels, counts, unreadable, 0, digest);
    }

    private static void requireEveryClass(List<String> labels, List<Integer> trainCounts, int unreadable) {
        int empty = trainCounts.indexOf(0);
        if (empty >= 0) {
            throw new DatasetException("Class \"" + labels.get(empty)
                    + "\" has no readable picture to train on (" + unreadable
                    + " pictures could not be read). Add pictures of it, or leave the class out.");
        }
    }

    private record Placed(Part part, Example example) {}

    /** @param fault empty where the picture could be read */
    private record Looked<T>(Placed placed, String digest, T found, String fault) {}
}
