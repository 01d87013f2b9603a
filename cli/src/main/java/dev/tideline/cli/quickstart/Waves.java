package dev.tideline.cli.quickstart;

import dev.tideline.cli.quickstart.Gallery.Exhibit;
import java.util.List;

/**
 * The order of a quickstart: the first pictures are labelled before there is a model, the second after its first
 * version has classified them, the rest not at all.
 */
record Waves(List<Exhibit> first, List<Exhibit> second, List<Exhibit> rest) {
    /** A person would not label more in a minute, and more would not make a better show. */
    private static final int MOST_LABELS = 400;

    /** Three eighths each are labelled, and a quarter is what the last version shows its skill on. */
    static Waves of(List<Exhibit> exhibits) {
        int labelled = Math.min(MOST_LABELS, exhibits.size() * 3 / 8);
        return new Waves(
                exhibits.subList(0, labelled),
                exhibits.subList(labelled, 2 * labelled),
                exhibits.subList(2 * labelled, exhibits.size()));
    }
}
