package dev.tideline.model.tensorflow;

/** The arithmetic of a session's heavy operations. */
public enum Precision {
    /** As the model was trained: every operation in 32-bit floats. */
    FLOAT32,
    /**
     * Convolutions and matrix products in bfloat16 through oneDNN, the rest in 32-bit floats. Faster where {@link
     * CpuFeatures#supportsBfloat16()} holds; with 8 instead of 24 significant bits, probabilities shift a little.
     */
    BFLOAT16
}
