package dev.tideline.model.tensorflow;

import dev.tideline.schemas.settings.Settings;
import dev.tideline.schemas.settings.SettingsException;

/** What arithmetic people ask for. */
public enum PrecisionChoice {
    /** bfloat16 where the CPU has it in hardware, else 32-bit floats. */
    AUTO,
    FLOAT32,
    BFLOAT16;

    /**
     * The choice that is set under a key.
     *
     * @throws SettingsException naming the key, when it is bfloat16 and the CPU has none: oneDNN would imitate it, slowly
     *     and with a far larger error
     */
    public static PrecisionChoice read(Settings settings, String key, PrecisionChoice otherwise) {
        return read(settings, key, otherwise, CpuFeatures.supportsBfloat16());
    }

    static PrecisionChoice read(Settings settings, String key, PrecisionChoice otherwise, boolean cpuHasBfloat16) {
        PrecisionChoice choice = settings.choice(key, otherwise);
        if (choice == BFLOAT16 && !cpuHasBfloat16) {
            throw new SettingsException("Setting " + key + " is \"bfloat16\", which this CPU does not multiply in"
                    + " hardware (AVX512_BF16 or AMX), but must be auto or float32 here.");
        }
        return choice;
    }

    /** What this machine computes in. */
    public Precision resolve() {
        return switch (this) {
            case AUTO -> CpuFeatures.supportsBfloat16() ? Precision.BFLOAT16 : Precision.FLOAT32;
            case FLOAT32 -> Precision.FLOAT32;
            case BFLOAT16 -> Precision.BFLOAT16;
        };
    }
}
