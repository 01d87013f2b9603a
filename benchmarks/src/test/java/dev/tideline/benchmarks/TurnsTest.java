package dev.tideline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
    @Test
    void eachRoundBeginsWithTheNextContestant() {
        List<String> all = List.of("a", "b", "c");

        assertThat(Turns.of(all, 1)).containsExactly("a", "b", "c");
        assertThat(Turns.of(all, 2)).containsExactly("b", "c", "a");
        assertThat(Turns.of(all, 4)).containsExactly("a", "b", "c");
    }
}
