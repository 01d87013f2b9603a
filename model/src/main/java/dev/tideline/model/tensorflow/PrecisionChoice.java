package dev.tideline.model.tensorflow;

/** What arithmetic people ask for. */
public enum PrecisionChoice {
    /** bfloat16 where the CPU has it in hardware, else 32-bit floats. */
    AUTO,
    FLOAT32,
    /** bfloat16 without more ado; where the CPU has none, TensorFlow takes 32-bit floats all the same. */
    BFLOAT16;

    public Precision resolve() {
        return switch (this) {
            case AUTO -> CpuFeatures.supportsBfloat16() ? Precision.BFLOAT16 : Precision.FLOAT32;
            case FLOAT32 -> Precision.FLOAT32;
            case BFLOAT16 -> Precision.BFLOAT16;
        };
    }
}
