package dev.tideline.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.model.store.Assessment;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MislabelledTest {
    @Test
    void itIsSaidWhetherTheGateRefusedTheVersionOrLetItPass() {
        assertThat(Mislabelled.decision(standing(Judged.REFUSED)))
                .isEqualTo("The gate refuses version 3: production stays as it is.");
        assertThat(Mislabelled.decision(standing(Judged.FIRST)))
                .isEqualTo("The gate finds nothing to object to in version 3: it takes over.");
    }

    @Test
    void itIsSaidHowTheStreamFared() {
        assertThat(Mislabelled.of(200, standing(Judged.REFUSED), 0.97, 0.985).comparison())
                .isEqualTo("Right on the stream: 97.0 % before the careless labels, 98.5 % after them.");
    }

    private static StreamLedger.Standing standing(Assessment assessment) {
        StreamLedger ledger = new StreamLedger();
        ledger.made(3, Instant.EPOCH, "labels", assessment);
        return ledger.standing(3);
    }
}
