package dev.tideline.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideline.model.tensorflow.Precision;
import dev.tideline.model.tensorflow.PrecisionChoice;
import dev.tideline.model.tensorflow.RuntimeOptions;
import dev.tideline.schemas.testing.SharedData;
import dev.tideline.trainer.network.MobileNetV2;
import dev.tideline.trainer.network.PretrainedWeights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * Our decoder, resize and network against features that an independent implementation computed in 32-bit floats. What
 * bfloat16 costs is its own: 0.982 was the least that was measured.
 */
class GoldenFeaturesIT {
    @ParameterizedTest
    @MethodSource("precisionsOfThisCpu")
    void featuresAgreeWithAnIndependentImplementation(Precision precision) throws Exception {
        JsonNode golden = new ObjectMapper()
                .readTree(SharedData.path("golden/mobilenet_v2_1.00_160.json").toFile());
        MobileNetV2 network = MobileNetV2.of(1.0, 160);
        PretrainedWeights weights =
                PretrainedWeights.read(SharedData.path("weights/mobilenet_v2_1.00_imagenet_no_top.h5"));
        RowLayout layout = RowLayout.of(network, TrainingSettings.defaults().withFineTuningEpochs(0), false);
        double least = precision == Precision.FLOAT32 ? 0.999 : 0.98;
        RuntimeOptions runtime = RuntimeOptions.defaults().withPrecision(precision);
        try (PictureLoader pictures = new PictureLoader(160);
                FeatureExtractor extractor = new FeatureExtractor(network, weights, layout, runtime)) {
            for (Map.Entry<String, JsonNode> picture : golden.get("features").properties()) {
                float[] features = features(pictures, extractor, picture.getKey());
                assertThat(cosine(features, picture.getValue()))
                        .as(picture.getKey())
                        .isGreaterThan(least);
            }
        }
    }

    /** bfloat16 is used only where the CPU has it; elsewhere oneDNN imitates it, with a far larger error. */
    private static Set<Precision> precisionsOfThisCpu() {
        return EnumSet.of(Precision.FLOAT32, PrecisionChoice.AUTO.resolve());
    }

    private static float[] features(PictureLoader pictures, FeatureExtractor extractor, String name) throws Exception {
        byte[] encoded = Files.readAllBytes(SharedData.path(name));
        try (TUint8 pixels = pictures.tensor(List.of(pictures.decode(encoded)));
                TFloat32 transforms = PictureBatches.transforms(List.of(Transforms.identity()))) {
            return halves(extractor.extract(pixels, transforms));
        }
    }

    private static float[] halves(byte[] content) {
        ShortBuffer bits =
                ByteBuffer.wrap(content).order(ByteOrder.nativeOrder()).asShortBuffer();
        float[] values = new float[bits.remaining()];
        for (int i = 0; i < values.length; i++) {
            values[i] = half(Short.toUnsignedInt(bits.get(i)));
        }
        return values;
    }

    /** IEEE 754 binary16, finite. */
    private static float half(int bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        double magnitude = exponent == 0 ? fraction * 0x1p-24 : (1024 + fraction) * Math.pow(2, exponent - 25);
        return (float) ((bits & 0x8000) == 0 ? magnitude : -magnitude);
    }

    private static double cosine(float[] ours, JsonNode theirs) {
        double product = 0;
        double oursSquared = 0;
        double theirsSquared = 0;
        for (int i = 0; i < ours.length; i++) {
            double other = theirs.get(i).asDouble();
            product += ours[i] * other;
            oursSquared += ours[i] * ours[i];
            theirsSquared += other * other;
        }
        return product / Math.sqrt(oursSquared * theirsSquared);
    }
}
