package dev.tideline.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.tensorflow.RuntimeOptions;
import dev.tideline.trainer.testing.BrightnessModel;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateIT {
    private static final int SIZE = BrightnessModel.SIZE;

    private final Gate gate = new Gate(RuntimeOptions.defaults(), GateSettings.defaults());

    @TempDir
    private Path folder;

    @Test
    void theFirstVersionIsPromoted() throws Exception {
        Verdict verdict = gate.judge(model("dark", "bright"), Optional.empty(), pictures(6, 4));

        assertThat(verdict.promoted()).isTrue();
        assertThat(verdict.candidateAccuracy()).isEqualTo(1);
        assertThat(verdict.productionAccuracy()).isEmpty();
        assertThat(verdict.pictures()).isEqualTo(10);
    }

    @Test
    void aWorseCandidateIsKeptBackAndTheVerdictSaysByHowMuch() throws Exception {
        Verdict verdict = gate.judge(model("bright", "dark"), Optional.of(model("dark", "bright")), pictures(6, 4));

        assertThat(verdict.promoted()).isFalse();
        assertThat(verdict.candidateAccuracy()).isZero();
        assertThat(verdict.productionAccuracy()).hasValue(1);
        assertThat(verdict.objections())
                .extracting(Objection::kind)
                .containsExactly(Objection.Kind.WORSE, Objection.Kind.CLASS_COLLAPSES);
        assertThat(verdict.why())
                .isEqualTo(
                        "The candidate is kept back: it is worse (p = 0.0010); it collapses on class \"dark\", of which"
                                + " it gets 0 of 6 held-out pictures right and production 6 (p = 0.0156). In all it gets 0.0 %"
                                + " of 10 held-out pictures against 100.0 % of production's, -100.0 points (95 % interval"
                                + " -100.0 to -60.8); 0 right that production gets wrong, 10 the other way round");
    }

    @Test
    void aCandidateThatIsWorseByWhatMayBeChanceIsPromoted() throws Exception {
        Verdict verdict = gate.judge(model("bright", "dark"), Optional.of(model("dark", "bright")), pictures(2, 0));

        assertThat(verdict.promoted()).isTrue();
        assertThat(verdict.why()).startsWith("The candidate is not worse beyond chance");
    }

    @Test
    void anEquallyGoodCandidateIsPromoted() throws Exception {
        ModelBundle model = model("dark", "bright");

        assertThat(gate.judge(model, Optional.of(model), pictures(6, 4)).promoted())
                .isTrue();
    }

    @Test
    void aLabelThatProductionDoesNotKnowCountsAsWrongForIt() throws Exception {
        Verdict verdict = gate.judge(model("dark", "bright"), Optional.of(model("dark", "dazzling")), pictures(6, 4));

        assertThat(verdict.promoted()).isTrue();
        assertThat(verdict.productionAccuracy()).hasValue(0.6);
    }

    @Test
    void newLabelsOfWhichHalfAreMistakenAreRefusedThoughTheCandidateIsAsGoodAsProduction() throws Exception {
        ModelBundle good = model("dark", "bright");
        List<HeldOut> pictures = new ArrayList<>(pictures(20, 20));
        for (HeldOut picture : pictures(10, 10)) {
            boolean mistaken = pictures.size() % 2 == 0;
            String other = picture.label().equals("dark") ? "bright" : "dark";
            pictures.add(
                    new HeldOut("new " + picture.id(), mistaken ? other : picture.label(), false, picture.picture()));
        }

        Verdict verdict = gate.judge(good, Optional.of(good), pictures);
        assertThat(verdict.promoted()).isFalse();
        assertThat(verdict.why()).contains("it gets 10 of 20 right and production 10, of those before 40 of 40");
    }

    @Test
    void aPictureThatCannotBeDecodedDoesNotCount() throws Exception {
        List<HeldOut> pictures = new ArrayList<>(pictures(2, 2));
        pictures.add(1, new HeldOut("bad", "dark", true, () -> new byte[] {1, 2, 3}));

        Verdict verdict = gate.judge(model("dark", "bright"), Optional.empty(), pictures);
        assertThat(verdict.pictures()).isEqualTo(4);
        assertThat(verdict.candidateAccuracy()).isEqualTo(1);
    }

    @Test
    void aPictureThatIsForgottenWhileTheGateJudgesCountsForNeitherModel() throws Exception {
        List<HeldOut> pictures = new ArrayList<>(pictures(2, 2));
        HeldOut dark = pictures.get(0);
        AtomicInteger reads = new AtomicInteger();
        pictures.add(1, new HeldOut("forgotten", "dark", true, () -> {
            if (reads.getAndIncrement() > 0) {
                throw new IOException("forgotten");
            }
            return dark.picture().read();
        }));

        Verdict verdict = gate.judge(model("dark", "bright"), Optional.of(model("dark", "dazzling")), pictures);
        assertThat(verdict.pictures()).isEqualTo(4);
        assertThat(verdict.candidateAccuracy()).isEqualTo(1);
        assertThat(verdict.productionAccuracy()).hasValue(0.5);
        assertThat(verdict.why()).contains("2 right that production gets wrong, 0 the other way round");
    }

    @Test
    void whenNoPictureCanBeReadThereIsNoVerdict() throws Exception {
        List<HeldOut> pictures = List.of(new HeldOut("a", "dark", true, () -> {
            throw new IOException("the disk failed");
        }));

        assertThatThrownBy(() -> gate.judge(model("dark", "bright"), Optional.empty(), pictures))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("None of 1 held-out pictures can be read")
                .hasMessageContaining("the disk failed");
    }

    @Test
    void withoutAPictureToJudgeOnNothingIsPromoted() throws Exception {
        Verdict verdict = gate.judge(model("dark", "bright"), Optional.empty(), List.of());

        assertThat(verdict.promoted()).isFalse();
        assertThat(verdict.pictures()).isZero();
    }

    private static List<HeldOut> pictures(int dark, int bright) throws IOException {
        byte[] darkPicture = png(new Color(20, 40, 10));
        byte[] brightPicture = png(new Color(220, 240, 250));
        List<HeldOut> pictures = new ArrayList<>();
        for (int i = 0; i < dark; i++) {
            pictures.add(new HeldOut("dark" + i, "dark", true, () -> darkPicture));
        }
        for (int i = 0; i < bright; i++) {
            pictures.add(new HeldOut("bright" + i, "bright", true, () -> brightPicture));
        }
        return pictures;
    }

    private static byte[] png(Color color) throws IOException {
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        for (int pixel = 0; pixel < SIZE * SIZE; pixel++) {
            image.setRGB(pixel % SIZE, pixel / SIZE, color.getRGB());
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }

    private ModelBundle model(String first, String second) throws IOException {
        return BrightnessModel.write(folder.resolve(first + "-" + second), first, second);
    }
}
