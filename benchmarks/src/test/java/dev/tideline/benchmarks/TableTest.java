package dev.tideline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void namesStandLeftAndFiguresRight() {
        Table table = new Table("contestant", "img/s").row("ceiling", 250).row("ours", 1000);

        assertThat(table)
                .hasToString(
                        """
                contestant  img/s
                ceiling       250
                ours         1000
                """);
    }

    @Test
    void aRowHasACellForEveryColumn() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Table("a", "b").row("only one"));
    }
}
