package dev.tideline.trainer.testing;

import dev.tideline.trainer.data.Example;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/**
 * Pictures of regular polygons: class c has c + 3 corners, and the last class is a disc. Place, size, turn and colours
 * are random, so only the shape tells.
 */
public final class DrawnPictures {
    private static final int SIZE = 64;

    private DrawnPictures() {}

    /** {@code perClass} pictures of each class, class after class. */
    public static List<Example> examples(int classes, int perClass, long seed) {
        List<Example> examples = new ArrayList<>();
        for (int label = 0; label < classes; label++) {
            for (int i = 0; i < perClass; i++) {
                byte[] png = draw(label, classes, new SplittableRandom(seed * 1_000_003 + label * 10_007L + i));
                examples.add(new Example("shape-" + label + "-" + i + "-" + seed, label, () -> png));
            }
        }
        return examples;
    }

    /** Pictures that differ by colour: quick to learn, also for a network that has learned nothing. */
    public static List<Example> coloured(int classes, int perClass, long seed) {
        List<Example> examples = new ArrayList<>();
        for (int label = 0; label < classes; label++) {
            for (int i = 0; i < perClass; i++) {
                SplittableRandom random = new SplittableRandom(seed * 1_000_003 + label * 10_007L + i);
                BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
                Graphics2D graphics = image.createGraphics();
                graphics.setColor(Color.getHSBColor((float) label / classes, 0.9f, 0.9f));
                graphics.fillRect(0, 0, SIZE, SIZE);
                graphics.setColor(Color.GRAY);
                graphics.fillOval(random.nextInt(SIZE), random.nextInt(SIZE), SIZE / 4, SIZE / 4);
                graphics.dispose();
                byte[] png = png(image);
                examples.add(new Example("colour-" + label + "-" + i + "-" + seed, label, () -> png));
            }
        }
        return examples;
    }

    private static byte[] draw(int label, int classes, SplittableRandom random) {
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        float hue = random.nextInt(1000) / 1000f;
        graphics.setColor(Color.getHSBColor(hue, 0.5f, 0.3f));
        graphics.fillRect(0, 0, SIZE, SIZE);
        graphics.setColor(Color.getHSBColor(hue + 0.2f + random.nextInt(600) / 1000f, 0.6f, 0.95f));
        double radius = SIZE * random.nextDouble(0.22, 0.36);
        double x = random.nextDouble(radius, SIZE - radius);
        double y = random.nextDouble(radius, SIZE - radius);
        int corners = label == classes - 1 ? 60 : label + 3;
        double turn = random.nextDouble(2 * Math.PI);
        Polygon polygon = new Polygon();
        for (int corner = 0; corner < corners; corner++) {
            double angle = turn + 2 * Math.PI * corner / corners;
            polygon.addPoint(
                    (int) Math.round(x + radius * Math.cos(angle)), (int) Math.round(y + radius * Math.sin(angle)));
        }
        graphics.fillPolygon(polygon);
        graphics.dispose();
        return png(image);
    }

    private static byte[] png(BufferedImage image) {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
