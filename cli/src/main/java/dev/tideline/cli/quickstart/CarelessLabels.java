package dev.tideline.cli.quickstart;

import dev.tideline.cli.quickstart.Gallery.Exhibit;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * A person who labels without care: every second label is wrong, and is that of the next class. The pictures are in a
 * shuffled order, so that each class and each part of the training set gets its share of the wrong ones, and the error
 * is as high at the beginning as at the end.
 *
 * @param labels the classes, two or more
 */
record CarelessLabels(List<String> labels) {
    /** Gives each picture its label, in order. */
    void give(List<Exhibit> exhibits, BiConsumer<Exhibit, String> label) {
        for (int i = 0; i < exhibits.size(); i++) {
            Exhibit exhibit = exhibits.get(i);
            label.accept(exhibit, i % 2 == 0 ? another(exhibit.label()) : exhibit.label());
        }
    }

    /** How many of so many labels are wrong. */
    static int wrong(int labels) {
        return (labels + 1) / 2;
    }

    private String another(String label) {
        return labels.get((labels.indexOf(label) + 1) % labels.size());
    }
}
