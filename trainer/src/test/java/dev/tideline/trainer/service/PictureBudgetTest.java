package dev.tideline.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tideline.trainer.data.Dataset;
import dev.tideline.trainer.data.Example;
import dev.tideline.trainer.data.Part;
import dev.tideline.trainer.data.Split;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PictureBudgetTest {
    private static final Split SPLIT = Split.defaults();

    private final List<LabeledPicture> pictures = new ArrayList<>();

    @Test
    void withoutABudgetEveryPictureIsTaken() {
        label("cat", 300);
        label("dog", 5);

        assertThat(PictureBudget.UNLIMITED.choose(pictures, SPLIT)).isEqualTo(pictures);
    }

    @Test
    void theNewestOfEachClassAreTakenAsManyAsOfAnyOther() {
        label("cat", 1000);
        label("dog", 1000);

        List<LabeledPicture> chosen = new PictureBudget(180).choose(pictures, SPLIT);

        assertThat(counts(chosen, Part.TRAIN)).isEqualTo(Map.of("cat", 70L, "dog", 70L));
        assertThat(counts(chosen, Part.VALIDATION)).isEqualTo(Map.of("cat", 20L, "dog", 20L));
        Instant oldest = oldest(of(in(chosen, Part.TRAIN), "cat"));
        assertThat(of(in(leftOut(chosen), Part.TRAIN), "cat"))
                .isNotEmpty()
                .allSatisfy(picture -> assertThat(picture.writtenAt()).isBefore(oldest));
    }

    @Test
    void whatAClassDoesNotHaveGoesToTheOthers() {
        label("cat", 1000);
        label("dog", 1000);
        label("bird", 20);

        List<LabeledPicture> chosen = new PictureBudget(300).choose(pictures, SPLIT);

        Map<String, Long> train = counts(chosen, Part.TRAIN);
        assertThat(chosen).containsAll(of(pictures, "bird"));
        assertThat((double) train.get("cat")).isCloseTo(train.get("dog"), within(1.0));
        assertThat(learned(chosen)).hasSize(300);
    }

    @Test
    void everyHeldOutPictureIsTakenSoThatTheGateSeesWhatIsForgotten() {
        label("cat", 500);
        label("dog", 500);

        List<LabeledPicture> chosen = new PictureBudget(20).choose(pictures, SPLIT);

        assertThat(in(chosen, Part.TEST)).isEqualTo(in(pictures, Part.TEST));
    }

    @Test
    void aClassThatTheBudgetHasNoRoomForStaysAClass() {
        label("cat", 40);
        label("dog", 40);
        label("bird", 40);

        Dataset dataset = new DatasetRules(SPLIT, 10, new PictureBudget(1))
                .dataset(new TrainingSet(pictures, SetPosition.START), new PicturesInMemory());

        assertThat(dataset.labels()).containsExactly("bird", "cat", "dog");
        assertThat(dataset.train()).extracting(Example::label).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(dataset.validation()).extracting(Example::label).containsExactlyInAnyOrder(0, 1, 2);
    }

    @Property(tries = 200)
    void noClassGivesWayToALargerOneNorANewPictureToAnOlder(
            @ForAll @Size(min = 2, max = 6) List<@IntRange(min = 1, max = 200) Integer> sizes,
            @ForAll @IntRange(min = 1, max = 600) int most,
            @ForAll Random random) {
        pictures.clear();
        for (int number = 0; number < sizes.size(); number++) {
            label("class " + number, sizes.get(number));
        }
        PictureBudget budget = new PictureBudget(most);

        List<LabeledPicture> chosen = budget.choose(pictures, SPLIT);

        List<LabeledPicture> shuffled = new ArrayList<>(pictures);
        Collections.shuffle(shuffled, random);
        assertThat(budget.choose(shuffled, SPLIT)).containsExactlyInAnyOrderElementsOf(chosen);
        assertThat(in(chosen, Part.TEST)).isEqualTo(in(pictures, Part.TEST));
        assertThat(learned(chosen)).hasSizeLessThanOrEqualTo(Math.max(most, sizes.size()) + sizes.size());
        requireFair(chosen, Part.TRAIN);
        requireFair(chosen, Part.VALIDATION);
    }

    private void requireFair(List<LabeledPicture> chosen, Part part) {
        Map<String, Long> taken = counts(chosen, part);
        Map<String, Long> there = counts(pictures, part);
        long largest = taken.values().stream().mapToLong(count -> count).max().orElse(0);
        assertThat(taken.keySet()).isEqualTo(there.keySet());
        taken.forEach((label, count) -> {
            List<LabeledPicture> out = of(in(leftOut(chosen), part), label);
            // Even shares differ by 1 at most, by what does not divide.
            assertThat(out.isEmpty() || count >= largest - 1).isTrue();
            assertThat(out).allSatisfy(picture -> assertThat(picture.writtenAt())
                    .isBefore(oldest(of(in(chosen, part), label))));
        });
    }

    private void label(String label, int count) {
        for (int i = 0; i < count; i++) {
            int number = pictures.size();
            // Not in the order of time.
            Instant at = Instant.ofEpochSecond(number * 7919L % 104729);
            pictures.add(
                    new LabeledPicture(label + " " + i, label, 0, number, at, "digest" + number, Optional.empty()));
        }
    }

    private List<LabeledPicture> leftOut(Collection<LabeledPicture> chosen) {
        List<LabeledPicture> out = new ArrayList<>(pictures);
        out.removeAll(new HashSet<>(chosen));
        return out;
    }

    private static List<LabeledPicture> learned(List<LabeledPicture> chosen) {
        return chosen.stream()
                .filter(picture -> SPLIT.of(picture.id()) != Part.TEST)
                .toList();
    }

    private static List<LabeledPicture> in(List<LabeledPicture> pictures, Part part) {
        return pictures.stream()
                .filter(picture -> SPLIT.of(picture.id()) == part)
                .toList();
    }

    private static Map<String, Long> counts(List<LabeledPicture> pictures, Part part) {
        return in(pictures, part).stream()
                .map(LabeledPicture::label)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static List<LabeledPicture> of(List<LabeledPicture> pictures, String label) {
        return pictures.stream()
                .filter(picture -> picture.label().equals(label))
                .toList();
    }

    private static Instant oldest(List<LabeledPicture> pictures) {
        return pictures.stream()
                .map(LabeledPicture::writtenAt)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }
}
