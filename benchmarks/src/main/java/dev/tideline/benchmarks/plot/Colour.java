package dev.tideline.benchmarks.plot;

/** The colours of a chart: those of the training report, which nearly everybody can tell apart (Okabe and Ito, 2008). */
public enum Colour {
    INK("#1f2933"),
    FAINT("#52606d"),
    GRID("#e4e7eb"),
    BLUE("#0072b2"),
    ORANGE("#d55e00");

    private final String code;

    Colour(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }
}
