package dev.tideline.trainer.training;

import dev.tideline.model.tensorflow.CpuFeatures;
import dev.tideline.model.tensorflow.Precision;

/** What arithmetic a run asks for. */
public enum PrecisionChoice {
    /** bfloat16 where the CPU has it in hardware, else 32-bit floats. */
    AUTO,
    FLOAT32,
    BFLOAT16;

    Precision resolve() {
        return switch (this) {
            case AUTO -> CpuFeatures.supportsBfloat16() ? Precision.BFLOAT16 : Precision.FLOAT32;
            case FLOAT32 -> Precision.FLOAT32;
            case BFLOAT16 -> Precision.BFLOAT16;
        };
    }
}
