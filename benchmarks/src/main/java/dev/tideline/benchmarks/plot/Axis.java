package dev.tideline.benchmarks.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An axis of a chart.
 *
 * @param title what stands on it, with its unit
 * @param low its beginning
 * @param high its end, above {@code low}
 * @param percent whether its numbers are fractions of 1 that are shown as per cent
 */
public record Axis(String title, double low, double high, boolean percent) {
    private static final int ABOUT = 6;

    public Axis {
        if (!(low < high)) {
            throw new IllegalArgumentException("An axis from " + low + " to " + high + " has no length");
        }
    }

    /** The multiples of 1, 2 or 5 times a power of ten that lie on it, about half a dozen. */
    List<Double> ticks() {
        double step = step();
        List<Double> ticks = new ArrayList<>();
        // Half a thousandth of a step makes up for what floating point loses.
        for (long i = (long) Math.ceil(low / step - 5e-4); i * step <= high + step * 5e-4; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    private double step() {
        double rough = (high - low) / ABOUT;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double lead = rough / power;
        return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
    }

    String label(double value) {
        double shown = percent ? 100 * value : value;
        String number = Math.abs(shown - Math.rint(shown)) < 1e-6
                ? String.format(Locale.ROOT, "%,.0f", shown)
                : String.format(Locale.ROOT, "%.1f", shown);
        return percent ? number + " %" : number;
    }

    /** Where a value lies, from 0 at the beginning to 1 at the end. */
    double place(double value) {
        return (value - low) / (high - low);
    }
}
