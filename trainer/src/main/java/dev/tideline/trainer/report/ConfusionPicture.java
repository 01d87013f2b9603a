package dev.tideline.trainer.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** Draws a confusion matrix: a row for each true class, a column for each predicted one, darker for a larger share. */
final class ConfusionPicture {
    private static final int MARGIN = 24;
    private static final int LABELS = 150;
    private static final int HEADER = 70;

    private final ConfusionMatrix matrix;
    private final int classes;
    private final int cell;
    private final Graphics2D graphics;

    private ConfusionPicture(ConfusionMatrix matrix, int cell, Graphics2D graphics) {
        this.matrix = matrix;
        this.classes = matrix.labels().size();
        this.cell = cell;
        this.graphics = graphics;
    }

    static BufferedImage draw(ConfusionMatrix matrix) {
        int classes = matrix.labels().size();
        int cell = Math.max(44, Math.min(120, 720 / classes));
        BufferedImage image = new BufferedImage(
                2 * MARGIN + LABELS + classes * cell, 2 * MARGIN + HEADER + classes * cell, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        new ConfusionPicture(matrix, cell, graphics).draw();
        graphics.dispose();
        return image;
    }

    private void draw() {
        graphics.setColor(Palette.FAINT);
        graphics.setFont(Palette.font(Font.PLAIN, 14));
        graphics.drawString("True class ↓", MARGIN, MARGIN + HEADER - 12);
        graphics.drawString("Predicted class →", MARGIN + LABELS, MARGIN + 16);
        for (int label = 0; label < classes; label++) {
            graphics.setColor(Palette.INK);
            graphics.setFont(Palette.font(Font.BOLD, 14));
            String name = matrix.labels().get(label);
            centred(name, left(label), MARGIN + HEADER - 12);
            FontMetrics metrics = graphics.getFontMetrics();
            graphics.drawString(
                    TileSheet.fitted(name, metrics, LABELS - 12),
                    MARGIN,
                    top(label) + (cell + metrics.getAscent()) / 2);
            for (int predicted = 0; predicted < classes; predicted++) {
                drawCell(label, predicted);
            }
        }
    }

    private void drawCell(int truth, int predicted) {
        double share = matrix.share(truth, predicted);
        graphics.setColor(shade(share));
        graphics.fillRect(left(predicted), top(truth), cell - 2, cell - 2);
        graphics.setColor(isDark(share) ? Color.WHITE : Palette.INK);
        graphics.setFont(Palette.font(Font.PLAIN, cell >= 80 ? 20 : 14));
        centred(Integer.toString(matrix.count(truth, predicted)), left(predicted), top(truth) + cell / 2 + 6);
    }

    private void centred(String text, int x, int baseline) {
        FontMetrics metrics = graphics.getFontMetrics();
        String fitted = TileSheet.fitted(text, metrics, cell - 4);
        graphics.drawString(fitted, x + (cell - metrics.stringWidth(fitted)) / 2, baseline);
    }

    private int left(int column) {
        return MARGIN + LABELS + column * cell;
    }

    private int top(int row) {
        return MARGIN + HEADER + row * cell;
    }

    /** From nearly white to the training curve's blue. */
    static Color shade(double share) {
        Color full = Palette.TRAINING;
        double weight = 0.06 + 0.94 * share;
        return new Color(mix(full.getRed(), weight), mix(full.getGreen(), weight), mix(full.getBlue(), weight));
    }

    /** Where white letters can be read better than dark ones. */
    static boolean isDark(double share) {
        return share > 0.85;
    }

    private static int mix(int channel, double weight) {
        return (int) Math.round(255 + (channel - 255) * weight);
    }
}
