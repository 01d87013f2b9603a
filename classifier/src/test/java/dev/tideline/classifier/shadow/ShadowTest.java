package dev.tideline.classifier.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.classifier.engine.Outcome;
import dev.tideline.classifier.engine.ScriptedModel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShadowTest extends ShadowScene {
    @Test
    void picturesAreTriedUnderTheShadowsVersionInSmallBatches() {
        ScriptedModel model = follow(2);
        classify("a").join();
        classify("b").join();
        classify("c").join();
        awaitSent("a by 2", "b by 2", "c by 2");
        assertThat(model.batches()).allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(2));
    }

    @Test
    void nothingRunsWhileProductionHasAPicture() {
        ScriptedModel model = follow(2);
        classify("before").join();
        awaitSent("before by 2");
        production.holdBatches();
        CompletableFuture<Outcome> held = classify("held");
        offer("late");
        int before = looks.get();
        await().until(() -> looks.get() > before + 2 * SpareTime.LOOKS);
        assertThat(model.decoded()).isEqualTo(1);

        production.letBatchesGo();
        held.join();
        awaitSent("before by 2", "late by 2", "held by 2");
    }

    @Test
    void anAliasThatIsRemovedOrNamesProductionStopsTheShadow() {
        ScriptedModel second = follow(2);
        shadow.onRemoved();
        await().until(second::isClosed);
        assertThat(shadow.version()).isEmpty();
        classify("unseen").join();

        ScriptedModel third = follow(3);
        assertThat(shadow.version()).hasValue(3);
        shadow.productionServes(3);
        await().until(third::isClosed);
        assertThat(shadow.version()).isEmpty();
        classify("unseen too").join();

        shadows.put(3, new ScriptedModel(3, 2));
        shadow.productionServes(1);
        classify("seen").join();
        awaitSent("seen by 3");
    }

    @Test
    void onlyTheShareIsTried() {
        shadow.close();
        start(new ShadowSettings(0.5, 2, 1_000, 1_000_000), bundle -> shadows.get(2));
        shadow.productionServes(1);
        follow(2);
        assertProductionWorks("picture ", 100);
        ShadowShare half = new ShadowShare(0.5);
        List<String> expected = IntStream.range(0, 100)
                .mapToObj(i -> "picture " + i)
                .filter(half::includes)
                .map(id -> id + " by 2")
                .toList();
        awaitSent(expected.toArray(String[]::new));
    }

    @Test
    void aFullQueueDropsPicturesAndProductionGoesOn() {
        shadow.close();
        start(new ShadowSettings(1, 2, 3, 1_000_000), bundle -> shadows.get(2));
        shadow.productionServes(1);
        ScriptedModel hanging = follow(2);
        hanging.holdBatches();
        classify("0").join();
        await().until(() -> !hanging.batches().isEmpty());
        assertProductionWorks("more ", 50);
        hanging.letBatchesGo();

        await().untilAsserted(() -> assertThat(sent).hasSize(4));
        classify("last").join();
        await().untilAsserted(() -> assertThat(sent).hasSize(5).last().isEqualTo("last by 2"));
    }
}
