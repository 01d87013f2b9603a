package dev.tideline.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.bundle.ModelSpec;
import dev.tideline.trainer.data.DatasetException;
import dev.tideline.trainer.data.Part;
import dev.tideline.trainer.data.Split;
import dev.tideline.trainer.gate.HeldOut;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RunDataIT {
    private static final Logger LOG = (Logger) LoggerFactory.getLogger(RunData.class);

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final PicturesInMemory reader = new PicturesInMemory();
    private final RunData data =
            new RunData(new DatasetRules(Split.defaults(), 10, PictureBudget.UNLIMITED), reader, 32);
    private final List<LabeledPicture> pictures = new ArrayList<>();

    @BeforeEach
    void label() {
        logged.start();
        LOG.addAppender(logged);
        label("disc", "disc", 30);
        label("cross", "cross", 30);
    }

    @AfterEach
    void stop() {
        LOG.detachAppender(logged);
    }

    @Test
    void picturesThatCannotBeReadOrDecodedAreLeftOutCountedAndToldOfOnce() throws Exception {
        reader.remove("disc0");
        reader.remove("cross0");
        reader.put("cross1", "no picture".getBytes(StandardCharsets.UTF_8));

        RunData.Prepared prepared = data.prepare(run(), new StopSignal());
        assertThat(prepared.leftOut()).isEqualTo(3);
        assertThat(ids(prepared)).hasSize(57).doesNotContain("disc0", "cross0", "cross1");
        assertThat(logged.list).singleElement().satisfies(line -> assertThat(line.getFormattedMessage())
                .contains("leaves out 3 of 60 pictures"));
    }

    @Test
    void aLabelOfWhichTooFewPicturesComeIsNoClass() throws Exception {
        label("dot", "disc", 12);
        for (int i = 0; i < 3; i++) {
            reader.remove("dot" + i);
        }

        assertThat(data.prepare(run(), new StopSignal()).dataset().labels()).containsExactly("cross", "disc");
    }

    @Test
    void whenTooFewPicturesComeTheRunSaysSo() {
        for (int i = 0; i < 25; i++) {
            reader.remove("disc" + i);
        }

        assertThatThrownBy(() -> data.prepare(run(), new StopSignal()))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("{cross=30, disc=5}");
    }

    @Test
    void aPictureThatDidNotComeIsAskedForAgainInTheNextRunAndTheOthersAreNot() throws Exception {
        byte[] late = DrawnPicture.png("disc", 7);
        reader.remove("disc7");
        data.prepare(run(), new StopSignal());
        reader.asked().removeIf(id -> id.equals("disc7"));
        int before = reader.asked().size();

        reader.put("disc7", late);
        RunData.Prepared prepared = data.prepare(run(), new StopSignal());
        assertThat(ids(prepared)).contains("disc7");
        assertThat(reader.asked()).hasSize(before + 1).contains("disc7");
    }

    @Test
    void aRunThatIsCancelledAsksForNoPictureMore() {
        StopSignal signal = new StopSignal();
        signal.give(Run.Outcome.CANCELLED, "enough");

        assertThatThrownBy(() -> data.prepare(run(), signal))
                .isInstanceOf(CancellationException.class)
                .hasMessage("enough");
        assertThat(reader.asked()).isEmpty();
    }

    @Test
    void modelsAreJudgedOnTheTestPicturesWhoseLabelOneOfThemKnows() throws Exception {
        label("dot", "disc", 9);
        label("stray", "disc", 9);
        Split split = new Split(0.2, 0.4);
        RunData mostlyHeldOut = new RunData(new DatasetRules(split, 10, PictureBudget.UNLIMITED), reader, 32);
        RunData.Prepared prepared = mostlyHeldOut.prepare(run(), new StopSignal());
        ModelBundle production = new ModelBundle(Path.of("production"), spec("0:45", "cross", "dot"));

        assertThat(mostlyHeldOut.heldOut(prepared, Optional.empty()))
                .extracting(HeldOut::id)
                .containsExactlyInAnyOrderElementsOf(testIds(split, "cross", "disc"))
                .isNotEmpty();
        assertThat(mostlyHeldOut.heldOut(prepared, Optional.of(production)))
                .extracting(HeldOut::id)
                .containsExactlyInAnyOrderElementsOf(testIds(split, "cross", "disc", "dot"))
                .anyMatch(id -> id.startsWith("dot"));
    }

    @Test
    void aPictureThatProductionsRunHadIsOlderThanOneThatCameSince() throws Exception {
        RunData.Prepared prepared = data.prepare(run(), new StopSignal());
        ModelBundle production = new ModelBundle(Path.of("production"), spec("0:45", "cross", "disc"));
        ModelBundle imported = new ModelBundle(Path.of("production"), spec(null, "cross", "disc"));

        assertThat(data.heldOut(prepared, Optional.of(production)))
                .allSatisfy(heldOut -> assertThat(heldOut.older()).isEqualTo(offset(heldOut.id()) < 45));
        assertThat(data.heldOut(prepared, Optional.of(imported))).noneMatch(HeldOut::older);
    }

    private long offset(String id) {
        return pictures.stream()
                .filter(picture -> picture.id().equals(id))
                .findFirst()
                .orElseThrow()
                .offset();
    }

    private List<String> testIds(Split split, String... labels) {
        return pictures.stream()
                .filter(picture -> List.of(labels).contains(picture.label()))
                .map(LabeledPicture::id)
                .filter(id -> split.of(id) == Part.TEST)
                .toList();
    }

    private static ModelSpec spec(String position, String... labels) {
        return new ModelSpec(
                "pets",
                1,
                List.of(labels),
                ModelSpec.Input.uint8(32, 32),
                ModelSpec.Output.SOFTMAX,
                ModelSpec.DEFAULT_SIGNATURE,
                position == null ? Map.of() : Map.of(Runner.LABELS_POSITION, position),
                Map.of());
    }

    private void label(String label, String drawing, int count) {
        for (int i = 0; i < count; i++) {
            byte[] picture = DrawnPicture.png(drawing, pictures.size());
            pictures.add(new LabeledPicture(
                    label + i,
                    label,
                    0,
                    pictures.size(),
                    Instant.EPOCH,
                    PictureCache.digest(picture),
                    Optional.empty()));
            reader.put(label + i, picture);
        }
    }

    private Run run() {
        return new Run(
                "run",
                RunReason.LABELS,
                "",
                new TrainingSet(pictures, SetPosition.START),
                new RequestInbox.Served(OptionalInt.empty(), 0));
    }

    private static List<String> ids(RunData.Prepared prepared) {
        List<String> ids = new ArrayList<>();
        prepared.dataset().train().forEach(example -> ids.add(example.id()));
        prepared.dataset().validation().forEach(example -> ids.add(example.id()));
        prepared.dataset().test().forEach(example -> ids.add(example.id()));
        return ids;
    }
}
