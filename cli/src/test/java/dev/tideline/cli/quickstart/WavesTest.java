package dev.tideline.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideline.cli.options.CommandFailedException;
import dev.tideline.cli.quickstart.Gallery.Exhibit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WavesTest {
    @Test
    void threeEighthsAreLabelledTwiceAndTheRestIsNot() {
        Waves waves = Waves.of(exhibits(800));

        assertThat(waves.first()).hasSize(300);
        assertThat(waves.second()).hasSize(300);
        assertThat(waves.careless()).isEmpty();
        assertThat(waves.rest()).hasSize(200);
    }

    @Test
    void beforeACarelessWaveComeTwoAsLargeAndThenTheRest() {
        List<Exhibit> exhibits = exhibits(1000);

        Waves waves = plan(Optional.empty(), 200).waves(exhibits);

        assertThat(waves.first()).isEqualTo(exhibits.subList(0, 200));
        assertThat(waves.second()).isEqualTo(exhibits.subList(200, 400));
        assertThat(waves.careless()).isEqualTo(exhibits.subList(400, 600));
        assertThat(waves.rest()).isEqualTo(exhibits.subList(600, 1000));
    }

    @Test
    void tooFewPicturesForACarelessWaveAreAnErrorThatSaysWhatIsEnough() {
        assertThatThrownBy(() -> plan(Optional.empty(), 200).waves(exhibits(799)))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("--mislabel 200 needs 800 pictures")
                .hasMessageContaining("There are 799, enough for --mislabel 199");
    }

    @Test
    void asManyPicturesAreDrawnAsTheStoryNeedsUnlessSaidOtherwise() {
        assertThat(plan(Optional.empty(), 0).picturesToDraw()).isEqualTo(600);
        assertThat(plan(Optional.empty(), 200).picturesToDraw()).isEqualTo(800);
        assertThat(plan(Optional.of(900), 200).picturesToDraw()).isEqualTo(900);
    }

    @Test
    void everySecondCarelessLabelIsThatOfTheNextClass() {
        List<String> given = new ArrayList<>();

        new CarelessLabels(List.of("cat", "dog", "fox"))
                .give(exhibits(6), (exhibit, label) -> given.add(exhibit.label() + " as " + label));

        assertThat(given)
                .containsExactly("cat as dog", "dog as dog", "fox as cat", "cat as cat", "dog as fox", "fox as fox");
        assertThat(CarelessLabels.wrong(6)).isEqualTo(3);
        assertThat(CarelessLabels.wrong(7)).isEqualTo(4);
    }

    private static QuickstartPlan plan(Optional<Integer> drawings, int mislabelled) {
        return new QuickstartPlan(
                Optional.empty(),
                drawings,
                mislabelled,
                "none",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    private static List<Exhibit> exhibits(int count) {
        List<String> labels = List.of("cat", "dog", "fox");
        return IntStream.range(0, count)
                .mapToObj(i -> new Exhibit(Path.of("picture" + i), "picture" + i, "id" + i, labels.get(i % 3)))
                .toList();
    }
}
