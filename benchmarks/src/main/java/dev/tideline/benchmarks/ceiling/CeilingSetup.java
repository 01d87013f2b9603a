package dev.tideline.benchmarks.ceiling;

import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A plan and how many pictures a batch of it has; in words {@code pipeline:16}. */
public record CeilingSetup(CeilingPlan plan, int batchSize) {
    /** Reads what {@link #toString} gives. */
    public static final class Converter implements ITypeConverter<CeilingSetup> {
        @Override
        public CeilingSetup convert(String text) {
            String[] parts = text.split(":");
            try {
                return new CeilingSetup(
                        CeilingPlan.valueOf(parts[0].toUpperCase(Locale.ROOT)), Integer.parseUnsignedInt(parts[1]));
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                throw new TypeConversionException("\"" + text + "\" is no plan and batch size, such as "
                        + new CeilingSetup(CeilingPlan.PIPELINE, 16) + "; plans are "
                        + Arrays.toString(CeilingPlan.values()).toLowerCase(Locale.ROOT));
            }
        }
    }

    @Override
    public String toString() {
        return plan.name().toLowerCase(Locale.ROOT) + ":" + batchSize;
    }
}
