package dev.tideline.trainer.gate;

import java.util.BitSet;

/**
 * Which of the held-out pictures a model could be asked about, and which of these it got right, by their places. Two
 * models' answers can be compared picture by picture.
 *
 * @param asked the places of the pictures that could be read and decoded
 * @param right the places of those that it got right
 */
record Answers(BitSet asked, BitSet right) {
    /** Without the pictures at other places. */
    Answers at(BitSet places) {
        return new Answers(both(asked, places), both(right, places));
    }

    int pictures() {
        return asked.cardinality();
    }

    double accuracy() {
        return (double) right.cardinality() / pictures();
    }

    /** Pictures that these answers get right and the others do not. */
    int rightAlone(Answers others) {
        BitSet alone = (BitSet) right.clone();
        alone.andNot(others.right);
        return alone.cardinality();
    }

    private static BitSet both(BitSet one, BitSet other) {
        BitSet both = (BitSet) one.clone();
        both.and(other);
        return both;
    }
}
