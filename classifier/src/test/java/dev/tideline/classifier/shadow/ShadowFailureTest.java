package dev.tideline.classifier.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.classifier.engine.BatchModel;
import dev.tideline.classifier.engine.ScriptedModel;
import dev.tideline.model.bundle.ModelBundle;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Whatever becomes of a shadow, production goes on. */
class ShadowFailureTest extends ShadowScene {
    @Test
    void aShadowThatNeverReturnsHoldsUpNeitherProductionNorTheNextShadowNorTheEnd() throws InterruptedException {
        ScriptedModel hanging = follow(2);
        hanging.holdBatches();
        classify("first").join();
        await().until(() -> !hanging.batches().isEmpty());

        assertProductionWorks("more ", 2_000);
        follow(3);
        classify("next").join();
        awaitSent("next by 3");
        assertThat(hanging.isClosed()).isFalse();
        hanging.letBatchesGo();
        await().until(hanging::isClosed);
    }

    @Test
    void closingDoesNotWaitForAShadowThatNeverReturns() {
        ScriptedModel hanging = follow(2);
        hanging.holdBatches();
        classify("first").join();
        await().until(() -> !hanging.batches().isEmpty());

        shadow.close();
        assertThat(hanging.isClosed()).isFalse();
        assertProductionWorks("more ", 10);
    }

    @Test
    void aShadowThatFailsOnceGoesOn() {
        ScriptedModel model = follow(2);
        offer("poison");
        await().until(() -> !model.batches().isEmpty());
        offer("undecodable");
        classify("good").join();
        awaitSent("good by 2");
    }

    @Test
    void aShadowThatKeepsFailingIsGivenUpAndItsMemoryFreed() {
        ScriptedModel broken = follow(2);
        broken.breakDown(new IllegalStateException("no session"));
        for (int i = 0; i < 3; i++) {
            int batches = i + 1;
            classify("picture " + i).join();
            await().until(() -> broken.batches().size() == batches);
        }
        await().until(broken::isClosed);

        assertProductionWorks("more ", 10);
        assertThat(sent).isEmpty();
    }

    @Test
    void aShadowThatRunsOutOfMemoryIsGivenUpAtOnce() {
        ScriptedModel large = follow(2);
        large.breakDown(new OutOfMemoryError("scripted"));
        classify("first").join();
        await().until(large::isClosed);

        assertProductionWorks("more ", 10);
    }

    @Test
    void aShadowThatDoesNotLoadHarmsNobodyAndTheNextOneIsTried() {
        shadow.close();
        start(EVERYTHING, bundle -> loadUnless(2, bundle));
        shadow.productionServes(1);
        name(2);
        assertProductionWorks("more ", 10);

        follow(3);
        classify("next").join();
        awaitSent("next by 3");
    }

    private BatchModel loadUnless(int refused, ModelBundle bundle) throws IOException {
        int version = bundle.spec().version();
        if (version == refused) {
            throw new IOException("scripted");
        }
        return shadows.get(version);
    }
}
