package dev.tideline.benchmarks.engine;

import dev.tideline.model.tensorflow.Precision;
import dev.tideline.model.tensorflow.PrecisionChoice;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** An engine and its arithmetic. */
public enum Contestant {
    TENSORFLOW_FLOAT32(Optional.of(Precision.FLOAT32)),
    TENSORFLOW_BFLOAT16(Optional.of(Precision.BFLOAT16)),
    ONNX_FLOAT32(Optional.empty());

    private final Optional<Precision> precision;

    Contestant(Optional<Precision> precision) {
        this.precision = precision;
    }

    /** Those whose arithmetic this CPU has; bfloat16 that is imitated is nobody's to choose. */
    public static List<Contestant> ofThisCpu() {
        return Stream.of(values())
                .filter(contestant ->
                        contestant != TENSORFLOW_BFLOAT16 || PrecisionChoice.AUTO.resolve() == Precision.BFLOAT16)
                .toList();
    }

    /** What our classifier calls it; empty for an engine that is not ours. */
    public Optional<Precision> precision() {
        return precision;
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
