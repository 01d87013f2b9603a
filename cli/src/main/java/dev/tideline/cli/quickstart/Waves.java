package dev.tideline.cli.quickstart;

import dev.tideline.cli.options.CommandFailedException;
import dev.tideline.cli.quickstart.Gallery.Exhibit;
import java.util.List;

/**
 * The order of a quickstart: the first pictures are labelled before there is a model, the second after its first
 * version has classified them, a third lot, if there is one, is labelled carelessly, and the rest not at all.
 */
record Waves(List<Exhibit> first, List<Exhibit> second, List<Exhibit> careless, List<Exhibit> rest) {
    /** A person would not label more in a minute, and more would not make a better show. */
    private static final int MOST_LABELS = 400;

    /** With a careless wave: it and the two before are equally large, and the rest is to be no smaller. */
    private static final int PARTS = 4;

    /** Three eighths each are labelled, and a quarter is what the last version shows its skill on. */
    static Waves of(List<Exhibit> exhibits) {
        return cut(exhibits, Math.min(MOST_LABELS, exhibits.size() * 3 / 8), 0);
    }

    /**
     * With a careless wave. The waves before it are as large, so that the labels of each start a run, and none starts one
     * half-way.
     *
     * @throws CommandFailedException when there are too few pictures: it says how many are needed
     */
    static Waves withCareless(List<Exhibit> exhibits, int labels) {
        if (exhibits.size() < fewestPictures(labels)) {
            throw new CommandFailedException("--mislabel " + labels + " needs " + fewestPictures(labels)
                    + " pictures: three times " + labels + " to label, the last of them carelessly, and as many to"
                    + " classify at the end. There are " + exhibits.size() + ", enough for --mislabel "
                    + exhibits.size() / PARTS + ".");
        }
        return cut(exhibits, labels, labels);
    }

    /** How many pictures a story with a careless wave needs. */
    static int fewestPictures(int carelessLabels) {
        return PARTS * carelessLabels;
    }

    private static Waves cut(List<Exhibit> exhibits, int labels, int carelessLabels) {
        int rest = 2 * labels + carelessLabels;
        return new Waves(
                exhibits.subList(0, labels),
                exhibits.subList(labels, 2 * labels),
                exhibits.subList(2 * labels, rest),
                exhibits.subList(rest, exhibits.size()));
    }
}
