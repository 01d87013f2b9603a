package dev.tideline.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.model.tensorflow.PrecisionChoice;
import dev.tideline.schemas.testing.TestPictures;
import dev.tideline.trainer.data.Example;
import dev.tideline.trainer.data.FolderDataset;
import dev.tideline.trainer.data.Part;
import dev.tideline.trainer.data.Split;
import dev.tideline.trainer.network.PretrainedWeights;
import dev.tideline.trainer.testing.DrawnPictures;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RubbishIT {
    private static final int SIZE = 48;

    @TempDir
    private Path folder;

    @Test
    void rubbishIsListedWithItsReasonAndOddPicturesAreLearnedFrom() throws Exception {
        write(folder.resolve("train"));
        write(folder.resolve("validation"));
        Path red = folder.resolve("train/red");
        byte[] good = Files.readAllBytes(red.resolve("0.png"));
        Files.write(red.resolve("truncated.png"), Arrays.copyOf(good, good.length / 2));
        Files.createFile(red.resolve("empty.jpg"));
        Files.writeString(red.resolve("text.jpg"), "no picture");
        Files.write(red.resolve("enormous.png"), enormous(good));
        Files.createSymbolicLink(red.resolve("gone.jpg"), folder.resolve("nowhere"));
        Files.createSymbolicLink(red.resolve("again"), red);
        Files.createSymbolicLink(red.resolve("everything"), folder);
        Files.write(red.resolve("print.jpg"), TestPictures.cmykJpeg(SIZE, 0, 255, 255, 0));
        BufferedImage deep = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_USHORT_GRAY);
        Files.write(red.resolve("deep.png"), TestPictures.encode(deep, "PNG"));
        Files.write(red.resolve("moving.gif"), TestPictures.animation(SIZE, SIZE, 0xff0000, 0xee0000));

        DataFigures data = run();

        Map<String, String> reasons = data.unreadable().stream()
                .collect(Collectors.toMap(DataFigures.Unreadable::id, DataFigures.Unreadable::reason));
        assertThat(reasons)
                .containsOnlyKeys(
                        "train/red/truncated.png",
                        "train/red/empty.jpg",
                        "train/red/text.jpg",
                        "train/red/enormous.png",
                        "train/red/gone.jpg",
                        "train/red/again",
                        "train/red/everything");
        assertThat(reasons.get("train/red/enormous.png")).contains("30000");
        assertThat(reasons.get("train/red/gone.jpg")).contains("link to nothing");
        assertThat(reasons.get("train/red/again")).contains("link to a folder that it lies in");
        assertThat(data.pictures().get(Part.TRAIN)).containsExactly(11, 8);
    }

    /** The superuser may read everything, so there the picture is learned from. */
    @Test
    void aFileThatMayNotBeReadIsListedUnlessTheSuperuserAsks() throws Exception {
        write(folder.resolve("train"));
        write(folder.resolve("validation"));
        Path secret = folder.resolve("train/red/0.png");
        Files.setPosixFilePermissions(secret, Set.of());
        boolean superuser = Files.isReadable(secret);

        DataFigures data = run();

        assertThat(data.count(Part.TRAIN)).isEqualTo(superuser ? 16 : 15);
        assertThat(data.unreadable())
                .isEqualTo(
                        superuser
                                ? List.of()
                                : List.of(new DataFigures.Unreadable(
                                        "train/red/0.png", "It cannot be read: this user may not read it")));
    }

    private DataFigures run() throws Exception {
        return TransferLearning.run(
                        FolderDataset.read(folder, Split.defaults(), 8, 1),
                        TrainingSettings.defaults()
                                .withInputSize(32)
                                .withFeatureExtractionEpochs(1)
                                .withFineTuningEpochs(0)
                                .withPrecision(PrecisionChoice.FLOAT32),
                        PretrainedWeights.none(0.35, 1),
                        TrainingListener.NONE)
                .report()
                .data();
    }

    /** Eight pictures of each of two classes. */
    private static void write(Path folder) throws IOException {
        int i = 0;
        for (Example example : DrawnPictures.coloured(2, 8, 3)) {
            Path classFolder = Files.createDirectories(folder.resolve(example.label() == 0 ? "red" : "turquoise"));
            Files.write(classFolder.resolve(i++ + ".png"), example.picture().read());
        }
    }

    /** A PNG whose header promises 30,000 × 30,000 pixels. */
    private static byte[] enormous(byte[] png) {
        byte[] bomb = png.clone();
        ByteBuffer.wrap(bomb).putInt(16, 30_000).putInt(20, 30_000);
        CRC32 crc = new CRC32();
        crc.update(bomb, 12, 17);
        ByteBuffer.wrap(bomb).putInt(29, (int) crc.getValue());
        return bomb;
    }
}
