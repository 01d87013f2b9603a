package dev.tideline.trainer.gate;

import java.util.BitSet;

/**
 * Which of the held-out pictures a model got right. Two models' answers to the same pictures have the same order, so
 * they can be compared picture by picture.
 *
 * @param pictures number of pictures
 * @param right the places of those that it got right
 */
record Answers(int pictures, BitSet right) {
    double accuracy() {
        return (double) right.cardinality() / pictures;
    }

    /** Pictures that these answers get right and the others do not. */
    int rightAlone(Answers others) {
        BitSet alone = (BitSet) right.clone();
        alone.andNot(others.right);
        return alone.cardinality();
    }
}
