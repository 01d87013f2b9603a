package dev.tideline.trainer.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/** Draws tiles in rows of three. */
final class TileSheet {
    private static final int COLUMNS = 3;
    private static final int PICTURE = 220;
    private static final int GAP = 16;
    private static final int LINE = 18;

    private TileSheet() {}

    /** @param tiles at least one */
    static BufferedImage draw(List<Tile> tiles) {
        int captionLines =
                tiles.stream().mapToInt(tile -> tile.caption().size()).max().orElse(0);
        int tileHeight = PICTURE + (captionLines == 0 ? 0 : captionLines * LINE + 8) + GAP;
        int rows = (tiles.size() + COLUMNS - 1) / COLUMNS;
        BufferedImage sheet =
                new BufferedImage(COLUMNS * (PICTURE + GAP) + GAP, rows * tileHeight + GAP, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        for (int i = 0; i < tiles.size(); i++) {
            draw(graphics, tiles.get(i), GAP + i % COLUMNS * (PICTURE + GAP), GAP + i / COLUMNS * tileHeight);
        }
        graphics.dispose();
        return sheet;
    }

    private static void draw(Graphics2D graphics, Tile tile, int x, int y) {
        graphics.drawImage(tile.picture(), x, y, PICTURE, PICTURE, null);
        graphics.setColor(
                switch (tile.tone()) {
                    case PLAIN -> Palette.INK;
                    case RIGHT -> Palette.RIGHT;
                    case WRONG -> Palette.WRONG;
                });
        graphics.setFont(Palette.font(Font.PLAIN, 14));
        int baseline = y + PICTURE;
        for (String line : tile.caption()) {
            baseline += LINE;
            graphics.drawString(fitted(line, graphics.getFontMetrics(), PICTURE), x, baseline);
        }
    }

    /** The text, or as much of its beginning as there is room for. */
    static String fitted(String text, FontMetrics metrics, int width) {
        if (metrics.stringWidth(text) <= width) {
            return text;
        }
        int end = text.length();
        while (end > 0 && metrics.stringWidth(text.substring(0, end) + "…") > width) {
            end--;
        }
        return text.substring(0, end) + "…";
    }
}
