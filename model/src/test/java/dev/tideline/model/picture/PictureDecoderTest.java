package dev.tideline.model.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideline.model.picture.UndecodablePictureException.Reason;
import dev.tideline.schemas.testing.SharedData;
import dev.tideline.schemas.testing.TestPictures;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureDecoderTest {
    private static final int SIZE = 160;
    private static PictureDecoder decoder;

    @BeforeAll
    static void open() {
        decoder = new PictureDecoder(SIZE, SIZE, DecodeLimits.defaults());
    }

    @AfterAll
    static void close() {
        decoder.close();
    }

    @Test
    void pixelsAgreeWithAnIndependentImplementation() throws Exception {
        JsonNode golden = new ObjectMapper()
                .readTree(SharedData.path("golden/mobilenet_v2_1.00_160.json").toFile());
        for (Map.Entry<String, JsonNode> picture : golden.get("pixels").properties()) {
            Pixels pixels = decoder.decode(Files.readAllBytes(SharedData.path(picture.getKey())));

            // Only rounding to bytes is between the two.
            JsonNode firstRow = picture.getValue().get("first_row");
            int step = SIZE / firstRow.size();
            for (int channel = 0; channel < 3; channel++) {
                assertThat(mean(pixels, channel))
                        .as("mean of %s, channel %d", picture.getKey(), channel)
                        .isCloseTo(picture.getValue().get("mean").get(channel).asDouble(), Offset.offset(0.05));
                for (int i = 0; i < firstRow.size(); i++) {
                    assertThat((double) pixels.value(0, i * step, channel))
                            .as("%s, column %d, channel %d", picture.getKey(), i * step, channel)
                            .isCloseTo(firstRow.get(i).get(channel).asDouble(), Offset.offset(0.51));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PNG", "BMP", "GIF", "JPEG"})
    void everyFormatKeepsRedGreenAndBlueInPlace(String format) throws Exception {
        Pixels pixels = decoder.decode(TestPictures.quarters(format, 64, 48));

        assertColor(pixels, 20, 20, 255, 0, 0);
        assertColor(pixels, 20, 140, 0, 255, 0);
        assertColor(pixels, 140, 20, 0, 0, 255);
        assertColor(pixels, 140, 140, 255, 255, 255);
    }

    @Test
    void bilinearWeightsComeFromHalfPixelCenters() throws Exception {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_3BYTE_BGR);
        image.setRGB(1, 0, 0xc8c8c8);
        try (PictureDecoder small = new PictureDecoder(1, 4, DecodeLimits.defaults())) {
            assertThat(small.decode(TestPictures.encode(image, "PNG")).rgb()).isEqualTo(new byte[] {
                0, 0, 0, 50, 50, 50, (byte) 150, (byte) 150, (byte) 150, (byte) 200, (byte) 200, (byte) 200
            });
        }
    }

    @Test
    void grayTransparentPaletteAnd16BitPngsBecomeRgb() throws Exception {
        for (int type : new int[] {
            BufferedImage.TYPE_BYTE_GRAY,
            BufferedImage.TYPE_USHORT_GRAY,
            BufferedImage.TYPE_4BYTE_ABGR,
            BufferedImage.TYPE_BYTE_INDEXED
        }) {
            BufferedImage image = new BufferedImage(10, 10, type);
            for (int i = 0; i < 100; i++) {
                image.setRGB(i % 10, i / 10, 0xffffffff);
            }
            assertColor(decoder.decode(TestPictures.encode(image, "PNG")), 80, 80, 255, 255, 255);
        }
    }

    @Test
    void aCmykJpegBecomesRgb() throws Exception {
        assertColor(decoder.decode(TestPictures.cmykJpeg(16, 0, 255, 255, 0)), 80, 80, 255, 0, 0);
    }

    @Test
    void anAnimationIsItsFirstFrame() throws Exception {
        byte[] animation = TestPictures.animation(8, 8, 0xff0000, 0x00ff00, 0x0000ff);

        assertColor(decoder.decode(animation), 80, 80, 255, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PNG", "BMP", "GIF", "JPEG"})
    void aTruncatedPictureIsRefusedWithItsReason(String format) throws Exception {
        byte[] whole = TestPictures.noise(format, 200, 200);
        for (int length : new int[] {9, 20, whole.length / 2, whole.length * 9 / 10}) {
            UndecodablePictureException refusal = catchThrowableOfType(
                    UndecodablePictureException.class, () -> decoder.decode(Arrays.copyOf(whole, length)));
            assertThat(refusal)
                    .as("%s of %d bytes cut after %d", format, whole.length, length)
                    .isNotNull();
            assertThat(refusal.reason()).isIn(Reason.CORRUPT, Reason.UNSUPPORTED_FORMAT);
            assertThat(refusal.getMessage()).isNotBlank().doesNotContain("\n", "[[", "null");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PNG", "BMP", "GIF", "JPEG"})
    void noMutationDoesMoreThanBeRefused(String format) throws Exception {
        byte[] picture = TestPictures.noise(format, 40, 30);
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            byte[] mutated = picture.clone();
            for (int change = 0; change < 4; change++) {
                mutated[random.nextInt(random.nextBoolean() ? 64 : mutated.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(decoder.decode(mutated).rgb()).hasSize(SIZE * SIZE * 3);
            } catch (UndecodablePictureException e) {
                assertThat(e.reason()).isNotNull();
            }
        }
    }

    @Test
    void manyThreadsDecodeTheSamePixelsAsOneWithoutLeakingMemory() throws Exception {
        List<byte[]> pictures = List.of(TestPictures.noise("JPEG", 300, 200), TestPictures.noise("PNG", 120, 90));
        byte[] truncated = Arrays.copyOf(pictures.get(0), pictures.get(0).length / 2);
        List<Pixels> expected = List.of(decoder.decode(pictures.get(0)), decoder.decode(pictures.get(1)));
        Callable<Void> thousand = () -> {
            for (int i = 0; i < 1_000; i++) {
                assertThat(decoder.decode(pictures.get(i % 2)).rgb())
                        .isEqualTo(expected.get(i % 2).rgb());
                assertThatThrownBy(() -> decoder.decode(truncated)).isInstanceOf(UndecodablePictureException.class);
            }
            return null;
        };
        runOnThreads(3, thousand);
        long leastGrowth = Long.MAX_VALUE;
        for (int round = 0; round < 3; round++) {
            long before = bytesBesideTheHeap();
            runOnThreads(3, thousand);
            leastGrowth = Math.min(leastGrowth, bytesBesideTheHeap() - before);
        }

        // One leaked result of 160×160×3 bytes a picture would be 230 MB in every round. One round may grow without a
        // leak: memory that the heap has reserved counts as beside it until it is used.
        assertThat(leastGrowth).isLessThan(100L << 20);
    }

    private static long bytesBesideTheHeap() {
        return Pointer.physicalBytes() - Runtime.getRuntime().totalMemory();
    }

    private static void runOnThreads(int threads, Callable<Void> task) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            for (var done : executor.invokeAll(
                    IntStream.range(0, threads).mapToObj(i -> task).toList())) {
                done.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private static void assertColor(Pixels pixels, int row, int column, int red, int green, int blue) {
        Offset<Integer> lossy = Offset.offset(3);
        assertThat(pixels.value(row, column, 0)).as("red").isCloseTo(red, lossy);
        assertThat(pixels.value(row, column, 1)).as("green").isCloseTo(green, lossy);
        assertThat(pixels.value(row, column, 2)).as("blue").isCloseTo(blue, lossy);
    }

    private static double mean(Pixels pixels, int channel) {
        return IntStream.range(0, SIZE * SIZE)
                .map(i -> pixels.value(i / SIZE, i % SIZE, channel))
                .average()
                .orElseThrow();
    }
}
