package dev.tideline.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.events.TrainingRequest;
import dev.tideline.trainer.data.Dataset;
import dev.tideline.trainer.data.Split;
import dev.tideline.trainer.service.RetrainPolicy.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetrainPolicyTest {
    private static final DatasetRules RULES = new DatasetRules(Split.defaults(), 10);

    private final RetrainPolicy policy = new RetrainPolicy(50, RULES);
    private final List<LabeledPicture> pictures = new ArrayList<>();

    @Test
    void enoughNewLabelsOfTwoClassesStartARun() {
        label("dog", 30);
        label("cat", 30);

        Decision.Train train = train(decide(SetPosition.START, Optional.empty()));
        assertThat(train.reason()).isEqualTo(RunReason.LABELS);
        assertThat(train.message()).startsWith("60 labels are new");
        assertThat(dataset().labels()).containsExactly("cat", "dog");
        assertThat(size(dataset())).isEqualTo(60);
    }

    @Test
    void labelsThatTheLastRunHasSeenAreNotNew() {
        label("dog", 30);
        label("cat", 30);

        assertThat(decide(SetPosition.of(Map.of(0, 11L)), Optional.empty()))
                .isEqualTo(new Decision.Wait("49 of the 50 new labels that start a run are there"));
        assertThat(decide(SetPosition.of(Map.of(0, 10L)), Optional.empty())).isInstanceOf(Decision.Train.class);
    }

    @Test
    void aSingleClassWaitsAndSaysWhy() {
        label("dog", 60);
        label("cat", 9);

        Decision decision = decide(SetPosition.START, Optional.empty());
        assertThat(decision).isInstanceOfSatisfying(Decision.Wait.class, wait -> assertThat(wait.why())
                .isEqualTo("Two labels with 10 or more pictures each are needed. Pictures by label: {cat=9, dog=60}"));
    }

    @Test
    void aLabelWithTooFewPicturesIsNoClassYet() {
        label("dog", 30);
        label("cat", 30);
        label("bird", 9);

        assertThat(decide(SetPosition.START, Optional.empty())).isInstanceOf(Decision.Train.class);
        assertThat(dataset().labels()).containsExactly("cat", "dog");
        assertThat(size(dataset())).isEqualTo(60);
    }

    @Test
    void aRequestStartsARunWithoutNewLabels() {
        label("dog", 30);
        label("cat", 30);

        Decision.Train train = train(decide(SetPosition.of(Map.of(0, 60L)), Optional.of(request())));
        assertThat(train.reason()).isEqualTo(RunReason.REQUEST);
        assertThat(train.message()).isEqualTo("Asked for by someone: to see");
    }

    @Test
    void aRequestWaitsUntilThereIsEnoughToLearnFrom() {
        label("dog", 5);

        assertThat(decide(SetPosition.START, Optional.of(request()))).isInstanceOf(Decision.Wait.class);
    }

    private void label(String label, int count) {
        for (int i = 0; i < count; i++) {
            pictures.add(new LabeledPicture(label + i, label, 0, pictures.size(), "digest"));
        }
    }

    private Decision decide(SetPosition trained, Optional<TrainingRequest> request) {
        return policy.decide(set(), trained, request);
    }

    private Dataset dataset() {
        return RULES.dataset(set(), new PicturesInMemory());
    }

    private TrainingSet set() {
        return new TrainingSet(pictures, SetPosition.of(Map.of(0, (long) pictures.size())));
    }

    private static Decision.Train train(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Train.class);
        return (Decision.Train) decision;
    }

    private static int size(Dataset dataset) {
        return dataset.train().size()
                + dataset.validation().size()
                + dataset.test().size();
    }

    private static TrainingRequest request() {
        return TrainingRequest.newBuilder()
                .setModelName("default")
                .setRequestedAt(Instant.EPOCH)
                .setRequestedBy("someone")
                .setReason("to see")
                .build();
    }
}
