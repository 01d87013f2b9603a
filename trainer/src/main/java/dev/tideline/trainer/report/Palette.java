package dev.tideline.trainer.report;

import java.awt.Color;
import java.awt.Font;

/** The report's colours and letters. Blue and orange can be told apart by nearly everybody (Okabe and Ito, 2008). */
final class Palette {
    static final Color INK = new Color(0x1f2933);
    static final Color FAINT = new Color(0x52606d);
    static final Color GRID = new Color(0xe4e7eb);
    static final Color TRAINING = new Color(0x0072b2);
    static final Color VALIDATION = new Color(0xd55e00);
    static final Color RIGHT = new Color(0x00694e);
    static final Color WRONG = new Color(0xb3261e);

    private Palette() {}

    static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }
}
