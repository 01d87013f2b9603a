package dev.tideline.benchmarks.shift;

/**
 * Where brightness changes: Sobel's operator on the luma of ITU-R BT.601. The rim of the picture counts as continued
 * outwards.
 */
final class Edges {
    private final int[] luma;
    private final int width;
    private final int height;

    private Edges(int[] luma, int width) {
        this.luma = luma;
        this.width = width;
        this.height = luma.length / width;
    }

    /** From 0, no change, to 255, as at least between grey and white over two pixels. */
    static int[] of(int[] pixels, int width) {
        int[] luma = new int[pixels.length];
        for (int i = 0; i < luma.length; i++) {
            luma[i] = (299 * (pixels[i] >> 16 & 255) + 587 * (pixels[i] >> 8 & 255) + 114 * (pixels[i] & 255)) / 1000;
        }
        return new Edges(luma, width).sobel();
    }

    private int[] sobel() {
        int[] edges = new int[luma.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int across = column(x + 1, y) - column(x - 1, y);
                int down = row(x, y + 1) - row(x, y - 1);
                edges[y * width + x] = (int) Math.min(255, Math.hypot(across, down) / 2);
            }
        }
        return edges;
    }

    private int column(int x, int y) {
        return at(x, y - 1) + 2 * at(x, y) + at(x, y + 1);
    }

    private int row(int x, int y) {
        return at(x - 1, y) + 2 * at(x, y) + at(x + 1, y);
    }

    private int at(int x, int y) {
        return luma[Math.max(0, Math.min(height - 1, y)) * width + Math.max(0, Math.min(width - 1, x))];
    }
}
