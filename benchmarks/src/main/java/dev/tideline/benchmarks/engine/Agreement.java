package dev.tideline.benchmarks.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * How often a contestant gives the label that our float32 gives.
 *
 * @param share of the pictures, of 1
 * @param pictures number of pictures asked about
 * @param differing those on which the labels differ
 */
public record Agreement(double share, int pictures, List<Difference> differing) {
    /**
     * @param picture its place among the pictures, from 0
     * @param label number of the class that our float32 gives
     * @param confidence what our float32 gives this class
     * @param other number of the class that the contestant gives
     */
    public record Difference(int picture, int label, float confidence, int other) {}

    /** @param float32 our float32's labels of the same pictures */
    public static Agreement of(Labels float32, Labels contestant) {
        List<Difference> differing = new ArrayList<>();
        int pictures = float32.labels().size();
        for (int picture = 0; picture < pictures; picture++) {
            Labels.Label label = float32.labels().get(picture);
            int other = contestant.labels().get(picture).number();
            if (label.number() != other) {
                differing.add(new Difference(picture, label.number(), label.score(), other));
            }
        }
        return new Agreement(1 - (double) differing.size() / pictures, pictures, differing);
    }
}
