package dev.tideline.cli.quickstart;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * Pictures that the project draws itself, for where there are no photos: discs and stars. Nothing but the shape tells
 * them apart: colours, sizes, places, rotations, backgrounds and noise are drawn alike for both. The same seed gives the
 * same pictures.
 */
final class Drawings {
    static final int SIZE = 96;

    private static final int NOISE = 12;
    private static final int POINTS = 5;

    private final Random random;

    Drawings(long seed) {
        this.random = new Random(seed);
    }

    /** What is drawn; its name is the label. */
    enum Figure {
        DISC,
        STAR;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Writes JPEG files into a class folder for each figure, in turn. */
    void write(Path folder, int count) throws IOException {
        for (Figure figure : Figure.values()) {
            Files.createDirectories(folder.resolve(figure.label()));
        }
        for (int i = 0; i < count; i++) {
            Figure figure = Figure.values()[i % Figure.values().length];
            Files.write(folder.resolve(figure.label()).resolve(String.format("%04d.jpg", i)), jpeg(figure));
        }
    }

    /** A new drawing of a figure, encoded. */
    byte[] jpeg(Figure figure) throws IOException {
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        boolean darkOnLight = random.nextBoolean();
        drawBackground(graphics, !darkOnLight);
        drawFigure(graphics, figure, darkOnLight);
        graphics.dispose();
        addNoise(image);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", out);
        return out.toByteArray();
    }

    private void drawBackground(Graphics2D graphics, boolean dark) {
        graphics.setPaint(new GradientPaint(0, 0, color(dark), between(0, SIZE), SIZE, color(dark)));
        graphics.fillRect(0, 0, SIZE, SIZE);
    }

    private void drawFigure(Graphics2D graphics, Figure figure, boolean dark) {
        double radius = between(SIZE * 0.28, SIZE * 0.45);
        AffineTransform place =
                AffineTransform.getTranslateInstance(between(radius, SIZE - radius), between(radius, SIZE - radius));
        place.rotate(between(0, 2 * Math.PI));
        place.scale(radius, radius * between(0.8, 1));
        Shape shape = place.createTransformedShape(outline(figure));
        graphics.setColor(color(dark));
        graphics.fill(shape);
    }

    /** Within the unit circle. The disc is shrunk so that both cover about the same area. */
    private static Shape outline(Figure figure) {
        return switch (figure) {
            case DISC -> new Ellipse2D.Double(-0.6, -0.6, 1.2, 1.2);
            case STAR -> star();
        };
    }

    private static Shape star() {
        Path2D path = new Path2D.Double();
        for (int corner = 0; corner < 2 * POINTS; corner++) {
            double radius = corner % 2 == 0 ? 1 : 0.35;
            double angle = Math.PI * corner / POINTS;
            double x = radius * Math.cos(angle);
            double y = radius * Math.sin(angle);
            if (corner == 0) {
                path.moveTo(x, y);
            } else {
                path.lineTo(x, y);
            }
        }
        path.closePath();
        return path;
    }

    private void addNoise(BufferedImage image) {
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                Color color = new Color(image.getRGB(x, y));
                int noise = random.nextInt(2 * NOISE + 1) - NOISE;
                image.setRGB(
                        x,
                        y,
                        new Color(
                                        clip(color.getRed() + noise),
                                        clip(color.getGreen() + noise),
                                        clip(color.getBlue() + noise))
                                .getRGB());
            }
        }
    }

    private static int clip(int value) {
        return Math.max(0, Math.min(255, value));
    }

    /** Any hue, but dark on light or light on dark, as a figure must be seen. */
    private Color color(boolean dark) {
        int least = dark ? 0 : 150;
        return new Color(least + random.nextInt(106), least + random.nextInt(106), least + random.nextInt(106));
    }

    private float between(double least, double most) {
        return (float) (least + random.nextDouble() * (most - least));
    }
}
