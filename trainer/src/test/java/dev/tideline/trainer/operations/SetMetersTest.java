package dev.tideline.trainer.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.trainer.drift.ErrorRate;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SetMetersTest {
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final SetMeters meters = new SetMeters(registry);

    @Test
    void aLabelThatIsGoneFromTheSetIsGoneFromTheMeters() {
        show(Map.of("cat", 3L, "dgo", 1L), Map.of());
        show(Map.of("cat", 3L, "dog", 1L), Map.of());

        assertThat(registry.find(MeterNames.SET_PICTURES).gauges())
                .extracting(gauge -> gauge.getId().getTag(MeterNames.LABEL_LABEL))
                .containsExactlyInAnyOrder("cat", "dog");
    }

    @Test
    void onlyTheCommonestLabelsAreShown() {
        Map<String, Long> pictures = new HashMap<>();
        for (int i = 0; i < SetMeters.SHOWN_LABELS; i++) {
            pictures.put("class " + i, 10L);
            pictures.put("mistake " + i, 1L);
        }
        show(pictures, Map.of());

        assertThat(registry.find(MeterNames.SET_PICTURES).gauges())
                .hasSize(SetMeters.SHOWN_LABELS)
                .allMatch(gauge -> gauge.value() == 10);
    }

    @Test
    void onlyTheNewestVersionsErrorsAreShown() {
        Map<Integer, ErrorRate> errors = new HashMap<>();
        for (int version = 1; version <= SetMeters.SHOWN_VERSIONS + 2; version++) {
            errors.put(version, new ErrorRate(4 * version, version));
        }
        show(Map.of(), errors);

        assertThat(registry.find(MeterNames.ERROR).gauges())
                .hasSize(SetMeters.SHOWN_VERSIONS)
                .allMatch(gauge -> gauge.value() == 0.25);
        assertThat(registry.find(MeterNames.ERROR_TESTS)
                        .tag(MeterNames.VERSION_LABEL, "7")
                        .gauge()
                        .value())
                .isEqualTo(28);
        assertThat(registry.find(MeterNames.ERROR_TESTS)
                        .tag(MeterNames.VERSION_LABEL, "2")
                        .gauge())
                .isNull();
    }

    @Test
    void beforeTheFirstRunItsAgeIsUnknown() {
        show(Map.of(), Map.of());
        Gauge age = registry.get(MeterNames.LAST_RUN_AGE).timeGauge();
        assertThat(age.value()).isNaN();

        meters.show(
                new SetFigures(Map.of(), 0, Map.of(), Optional.of(Instant.now().minusSeconds(3600))));
        assertThat(age.value()).isGreaterThanOrEqualTo(3600);
    }

    private void show(Map<String, Long> pictures, Map<Integer, ErrorRate> errors) {
        meters.show(new SetFigures(pictures, 0, errors, Optional.empty()));
    }
}
