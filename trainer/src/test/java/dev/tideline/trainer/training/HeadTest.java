package dev.tideline.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tideline.trainer.network.WeightTensor;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HeadTest {
    private static final int FEATURES = 7;
    private static final float[] PICTURE = {0.4f, 0, 1.3f, 0.2f, 2.1f, 0.7f, 0};

    private final SplittableRandom random = new SplittableRandom(3);

    @Test
    void aHeadForTheSameLabelsStaysAsItIs() {
        Head head = learned(2);

        assertThat(head.carriedOver(List.of("cat", "dog"), List.of("cat", "dog"), fresh(2)))
                .isSameAs(head);
    }

    @Test
    void twoKnownClassesStayAsLikelyOfEachOtherWhenAThirdComes() {
        Head head = learned(2);

        Head grown = head.carriedOver(List.of("cat", "dog"), List.of("bird", "cat", "dog"), fresh(3));

        double dog = 1 / (1 + Math.exp(-logits(head)[0]));
        double[] logits = logits(grown);
        assertThat(logits[2] - logits[1]).isCloseTo(Math.log(dog / (1 - dog)), within(1e-5));
        assertThat(logits[0]).isZero();
        assertThat(logits[1]).isCloseTo(-logits[2], within(1e-5));
    }

    @Test
    void knownClassesTakeTheirColumnsToTheirNewPlaces() {
        Head head = learned(3);

        double[] before = logits(head);
        double[] after = logits(head.carriedOver(List.of("b", "d", "f"), List.of("a", "b", "c", "f"), fresh(4)));

        assertThat(after).containsExactly(new double[] {0, before[0], 0, before[2]}, within(1e-5));
    }

    @Test
    void ofThreeClassesTwoMayStay() {
        Head head = learned(3);

        double[] before = logits(head);
        double[] after = logits(head.carriedOver(List.of("a", "b", "c"), List.of("a", "c"), fresh(2)));

        assertThat(after).containsExactly(new double[] {before[2] - before[0]}, within(1e-5));
    }

    /** x · kernel + bias. */
    private static double[] logits(Head head) {
        int logits = head.bias().values().length;
        double[] values = new double[logits];
        for (int logit = 0; logit < logits; logit++) {
            values[logit] = head.bias().values()[logit];
            for (int feature = 0; feature < FEATURES; feature++) {
                values[logit] += PICTURE[feature] * head.kernel().values()[feature * logits + logit];
            }
        }
        return values;
    }

    private Head learned(int classes) {
        int logits = Head.logits(classes);
        return new Head(drawn(List.of(FEATURES, logits)), drawn(List.of(logits)));
    }

    private WeightTensor drawn(List<Integer> shape) {
        float[] values = new float[shape.stream().reduce(1, Math::multiplyExact)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return new WeightTensor(shape, values);
    }

    private static Head fresh(int classes) {
        return Head.initial(HeadInitializer.ZEROS, FEATURES, classes, 1);
    }
}
