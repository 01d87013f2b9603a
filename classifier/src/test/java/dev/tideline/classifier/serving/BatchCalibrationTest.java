package dev.tideline.classifier.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BatchCalibrationTest {
    private static final List<Integer> SIZES = List.of(1, 2, 4, 8);

    @Test
    void theSmallestBatchThatIsAboutAsFastAsTheFastestIsTaken() {
        assertThat(BatchCalibration.best(SIZES, List.of(9.0, 4.1, 4.2, 4.0))).isEqualTo(2);
    }

    @Test
    void aBatchThatIsClearlyFasterIsWorthItsWait() {
        assertThat(BatchCalibration.best(SIZES, List.of(9.0, 4.3, 4.3, 4.0))).isEqualTo(8);
    }

    @Test
    void whereBatchingGainsNothingPicturesGoAlone() {
        assertThat(BatchCalibration.best(SIZES, List.of(4.0, 4.0, 4.0, 4.0))).isEqualTo(1);
    }
}
