package dev.tideline.trainer.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.trainer.gate.Objection;
import dev.tideline.trainer.gate.Verdict;
import dev.tideline.trainer.training.EpochFigures;
import dev.tideline.trainer.training.Phase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RunMetersTest {
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final RunMeters meters = new RunMeters(
            registry, "pets", new RunLabels(List.of("labels", "age"), List.of("published", "failed")), () -> 7);

    @Test
    void everyKindOfRunIsShownBeforeTheFirstOfIt() {
        assertThat(registry.find(MeterNames.RUNS).counters()).hasSize(4).allMatch(counter -> counter.count() == 0);
        assertThat(registry.find(MeterNames.OBJECTIONS).counters()).hasSameSizeAs(Objection.Kind.values());
        assertThat(gauge(MeterNames.RUN_IN_PROGRESS)).isZero();
        assertThat(loss("train")).isNaN();
    }

    @Test
    void aRunThatFailsInAPhaseEndsThatPhaseAndIsInProgressNoMore() {
        RunListener run = meters.of("age");
        run.queued("");
        run.phase(RunPhase.GATHER);
        run.phase(RunPhase.PREPARE);
        assertThat(gauge(MeterNames.RUN_IN_PROGRESS)).isOne();
        assertThat(runs("age", "failed")).isZero();

        run.failed("no weights");
        run.ended("failed");
        assertThat(gauge(MeterNames.RUN_IN_PROGRESS)).isZero();
        assertThat(runs("age", "failed")).isOne();
        assertThat(runs("labels", "failed")).isZero();
        assertThat(Stream.of(RunPhase.values()).filter(phase -> timed(phase) == 1))
                .containsExactly(RunPhase.GATHER, RunPhase.PREPARE);
    }

    @Test
    void aVerdictCountsOnceAndEachOfItsObjectionsToo() {
        meters.of("labels").verdict(verdict(Objection.Kind.WORSE, Objection.Kind.FORGETS));
        meters.of("labels").verdict(verdict(Objection.Kind.WORSE));
        meters.of("labels").verdict(verdict());

        assertThat(count(MeterNames.VERDICTS, MeterNames.VERDICT_LABEL, "kept_back"))
                .isEqualTo(2);
        assertThat(count(MeterNames.VERDICTS, MeterNames.VERDICT_LABEL, "promoted"))
                .isOne();
        assertThat(count(MeterNames.OBJECTIONS, MeterNames.OBJECTION_LABEL, "worse"))
                .isEqualTo(2);
        assertThat(count(MeterNames.OBJECTIONS, MeterNames.OBJECTION_LABEL, "forgets"))
                .isOne();
    }

    @Test
    void epochsAreThoseOfTheNewestRun() {
        RunListener first = meters.of("labels");
        first.queued("");
        first.epoch(new EpochFigures(Phase.FEATURE_EXTRACTION, 1, 0.5, 0.75, 0.6, 0.7, 1));
        first.epoch(new EpochFigures(Phase.FINE_TUNING, 2, 0.25, 0.875, 0.4, 0.8, 1));
        first.ended("published");
        assertThat(gauge(MeterNames.EPOCH)).isEqualTo(2);
        assertThat(loss("train")).isEqualTo(0.25);
        assertThat(loss("validation")).isEqualTo(0.4);

        meters.of("labels").queued("");
        assertThat(gauge(MeterNames.EPOCH)).isZero();
        assertThat(loss("train")).isNaN();
    }

    private static Verdict verdict(Objection.Kind... objections) {
        return new Verdict(
                Stream.of(objections).map(kind -> new Objection(kind, "")).toList(),
                0.5,
                OptionalDouble.empty(),
                Optional.empty(),
                10,
                "");
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }

    private double loss(String part) {
        return registry.get(MeterNames.EPOCH_LOSS)
                .tag(MeterNames.PART_LABEL, part)
                .gauge()
                .value();
    }

    private double runs(String reason, String outcome) {
        return registry.get(MeterNames.RUNS)
                .tags(MeterNames.REASON_LABEL, reason, MeterNames.OUTCOME_LABEL, outcome)
                .counter()
                .count();
    }

    private double count(String name, String label, String value) {
        return registry.get(name).tag(label, value).counter().count();
    }

    private long timed(RunPhase phase) {
        return registry.get(MeterNames.RUN_PHASE)
                .tag(MeterNames.PHASE_LABEL, phase.text())
                .timer()
                .count();
    }
}
