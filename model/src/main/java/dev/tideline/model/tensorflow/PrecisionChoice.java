package dev.tideline.model.tensorflow;

/** What arithmetic people ask for. */
public enum PrecisionChoice {
    /** bfloat16 where the CPU has it in hardware, else 32-bit floats. */
    AUTO,
    FLOAT32,
    BFLOAT16;

    /**
     * What this machine computes in.
     *
     * @throws IllegalArgumentException when bfloat16 is asked for and the CPU has none: oneDNN would imitate it, slowly
     *     and with a far larger error
     */
    public Precision resolve() {
        return switch (this) {
            case AUTO -> CpuFeatures.supportsBfloat16() ? Precision.BFLOAT16 : Precision.FLOAT32;
            case FLOAT32 -> Precision.FLOAT32;
            case BFLOAT16 -> {
                if (!CpuFeatures.supportsBfloat16()) {
                    throw new IllegalArgumentException("The precision is set to bfloat16, which this CPU does not"
                            + " multiply in hardware (AVX512_BF16 or AMX). Choose auto or float32.");
                }
                yield Precision.BFLOAT16;
            }
        };
    }
}
