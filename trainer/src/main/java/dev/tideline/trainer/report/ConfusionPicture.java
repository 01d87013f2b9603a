package dev.tideline.trainer.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/** Draws a confusion matrix: a row for each true class, a column for each predicted one, darker for a larger share. */
final class ConfusionPicture {
    private static final int MARGIN = 24;
    private static final int LABELS = 150;
    private static final int HEADER = 70;
    private static final int UPRIGHT_HEADER = 180;
    private static final int NARROW = 80;
    private static final int LEGIBLE = 44;

    private final ConfusionMatrix matrix;
    private final int classes;
    private final int cell;
    private final int header;
    private final Graphics2D graphics;

    private ConfusionPicture(ConfusionMatrix matrix, int cell, Graphics2D graphics) {
        this.matrix = matrix;
        this.classes = matrix.labels().size();
        this.cell = cell;
        this.header = header(cell);
        this.graphics = graphics;
    }

    static BufferedImage draw(ConfusionMatrix matrix) {
        int classes = matrix.labels().size();
        int cell = cell(classes);
        BufferedImage image = new BufferedImage(
                2 * MARGIN + LABELS + classes * cell,
                2 * MARGIN + header(cell) + classes * cell,
                BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        new ConfusionPicture(matrix, cell, graphics).draw();
        graphics.dispose();
        return image;
    }

    /** Numbers need room; with hundreds of classes the shades alone are left, and the picture stays in bounds. */
    private static int cell(int classes) {
        return classes <= ConfusionTable.MOST
                ? Math.max(LEGIBLE, Math.min(120, 720 / classes))
                : Math.max(1, 2640 / classes);
    }

    private void draw() {
        graphics.setColor(Palette.FAINT);
        graphics.setFont(Palette.font(Font.PLAIN, 14));
        graphics.drawString("True class ↓", MARGIN, MARGIN + header - 12);
        graphics.drawString("Predicted class →", MARGIN + LABELS, MARGIN + 16);
        for (int label = 0; label < classes; label++) {
            for (int predicted = 0; predicted < classes; predicted++) {
                drawCell(label, predicted);
            }
            if (cell < LEGIBLE) {
                continue;
            }
            graphics.setColor(Palette.INK);
            graphics.setFont(Palette.font(Font.BOLD, 14));
            String name = matrix.labels().get(label);
            drawHeader(name, left(label));
            FontMetrics metrics = graphics.getFontMetrics();
            graphics.drawString(
                    TileSheet.fitted(name, metrics, LABELS - 12),
                    MARGIN,
                    top(label) + (cell + metrics.getAscent()) / 2);
        }
    }

    /** Where columns are narrow, their names stand upright. */
    private void drawHeader(String name, int x) {
        if (cell >= NARROW) {
            centred(name, x, MARGIN + header - 12);
            return;
        }
        FontMetrics metrics = graphics.getFontMetrics();
        AffineTransform straight = graphics.getTransform();
        graphics.translate(x + (cell + metrics.getAscent()) / 2, MARGIN + header - 8);
        graphics.rotate(-Math.PI / 2);
        graphics.drawString(TileSheet.fitted(name, metrics, UPRIGHT_HEADER - 40), 0, 0);
        graphics.setTransform(straight);
    }

    private static int header(int cell) {
        return cell >= NARROW ? HEADER : UPRIGHT_HEADER;
    }

    private void drawCell(int truth, int predicted) {
        double share = matrix.share(truth, predicted);
        graphics.setColor(shade(share));
        int side = cell < LEGIBLE ? cell : cell - 2;
        graphics.fillRect(left(predicted), top(truth), side, side);
        if (cell < LEGIBLE) {
            return;
        }
        graphics.setColor(isDark(share) ? Color.WHITE : Palette.INK);
        graphics.setFont(Palette.font(Font.PLAIN, cell >= NARROW ? 20 : 14));
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
        return MARGIN + header + row * cell;
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
