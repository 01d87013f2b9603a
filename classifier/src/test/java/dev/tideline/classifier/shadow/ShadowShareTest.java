package dev.tideline.classifier.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShadowShareTest {
    private static final List<String> IDS =
            IntStream.range(0, 10_000).mapToObj(i -> "picture-" + i).toList();

    private static List<String> picked(double share) {
        ShadowShare picking = new ShadowShare(share);
        return IDS.stream().filter(picking::includes).toList();
    }

    @Test
    void theShareIsKept() {
        assertThat(picked(0)).isEmpty();
        assertThat(picked(0.1)).hasSize(1_010);
        assertThat((double) picked(0.5).size()).isCloseTo(5_000, within(150.0));
        assertThat(picked(1)).isEqualTo(IDS);
    }

    @Test
    void aLargerShareHoldsTheSmallerOnes() {
        assertThat(picked(0.3)).containsAll(picked(0.1));
    }

    @Test
    void thePickNeverChangesSinceFiguresOfLongAgoAreComparedWithNewOnes() {
        assertThat(picked(0.001))
                .containsExactly(
                        "picture-193",
                        "picture-1428",
                        "picture-2801",
                        "picture-4666",
                        "picture-5693",
                        "picture-7457",
                        "picture-8122");
    }
}
