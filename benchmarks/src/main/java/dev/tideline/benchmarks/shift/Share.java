package dev.tideline.benchmarks.shift;

import java.util.Collection;

/** How many of some answers are right. */
public record Share(int right, int answers) {
    static final Share NONE = new Share(0, 0);

    public static Share of(Collection<Answer> answers) {
        return answers.stream()
                .map(answer -> NONE.with(answer.right()))
                .reduce(NONE, (one, other) -> new Share(one.right + other.right, one.answers + other.answers));
    }

    Share with(boolean rightToo) {
        return new Share(right + (rightToo ? 1 : 0), answers + 1);
    }

    /** From 0 to 1; of no answers it is no number. */
    public double accuracy() {
        return (double) right / answers;
    }
}
