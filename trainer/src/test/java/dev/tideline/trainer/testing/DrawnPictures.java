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

/** Data sets drawn on the spot: {@code perClass} pictures of each class, class after class, the same for a seed. */
public final class DrawnPictures {
    private static final int SIZE = 64;

    private DrawnPictures() {}

    private interface Drawing {
        void draw(Graphics2D graphics, int label, SplittableRandom random);
    }

    /**
     * Regular polygons: class c has c + 3 corners, and the last class is a disc. Place, size, turn and colours are random,
     * so only the shape tells.
     */
    public static List<Example> examples(int classes, int perClass, long seed) {
        return drawn("shape", classes, perClass, seed, (graphics, label, random) -> {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            polygon(graphics, label == classes - 1 ? 60 : label + 3, random);
        });
    }

    /** Pictures that differ by colour: quick to learn, also for a network that has learned nothing. */
    public static List<Example> coloured(int classes, int perClass, long seed) {
        return drawn("colour", classes, perClass, seed, (graphics, label, random) -> {
            fill(graphics, Color.getHSBColor((float) label / classes, 0.9f, 0.9f));
            graphics.setColor(Color.GRAY);
            graphics.fillOval(random.nextInt(SIZE), random.nextInt(SIZE), SIZE / 4, SIZE / 4);
        });
    }

    /**
     * Pictures that differ by hue and by a pattern in white, seven patterns in turn. With many classes those of one
     * pattern have distant hues, and those of neighbouring hues have different patterns. Brightness and place are random.
     */
    public static List<Example> patterned(int classes, int perClass, long seed) {
        return drawn("pattern", classes, perClass, seed, (graphics, label, random) -> {
            fill(graphics, Color.getHSBColor((float) label / classes, 0.9f, (float) random.nextDouble(0.7, 1)));
            graphics.setColor(Color.WHITE);
            graphics.translate(-random.nextInt(SIZE), -random.nextInt(SIZE));
            pattern(graphics, label % 7);
        });
    }

    private static List<Example> drawn(String name, int classes, int perClass, long seed, Drawing drawing) {
        List<Example> examples = new ArrayList<>();
        for (int label = 0; label < classes; label++) {
            for (int i = 0; i < perClass; i++) {
                BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
                Graphics2D graphics = image.createGraphics();
                drawing.draw(graphics, label, new SplittableRandom(seed * 1_000_003 + label * 10_007L + i));
                graphics.dispose();
                byte[] png = png(image);
                examples.add(new Example(name + "-" + label + "-" + i + "-" + seed, label, () -> png));
            }
        }
        return examples;
    }

    private static void fill(Graphics2D graphics, Color color) {
        graphics.setColor(color);
        graphics.fillRect(0, 0, SIZE, SIZE);
    }

    private static void polygon(Graphics2D graphics, int corners, SplittableRandom random) {
        float hue = random.nextInt(1000) / 1000f;
        fill(graphics, Color.getHSBColor(hue, 0.5f, 0.3f));
        graphics.setColor(Color.getHSBColor(hue + 0.2f + random.nextInt(600) / 1000f, 0.6f, 0.95f));
        double radius = SIZE * random.nextDouble(0.22, 0.36);
        double x = random.nextDouble(radius, SIZE - radius);
        double y = random.nextDouble(radius, SIZE - radius);
        double turn = random.nextDouble(2 * Math.PI);
        Polygon polygon = new Polygon();
        for (int corner = 0; corner < corners; corner++) {
            double angle = turn + 2 * Math.PI * corner / corners;
            polygon.addPoint(
                    (int) Math.round(x + radius * Math.cos(angle)), (int) Math.round(y + radius * Math.sin(angle)));
        }
        graphics.fillPolygon(polygon);
    }

    /** On twice the picture's height and width, so that it may be moved. The seventh pattern is none. */
    private static void pattern(Graphics2D graphics, int number) {
        int step = SIZE / 4;
        for (int x = 0; x < 2 * SIZE; x += step) {
            for (int y = 0; y < 2 * SIZE; y += step) {
                switch (number) {
                    case 0 -> graphics.fillOval(x, y, step / 2, step / 2);
                    case 1 -> graphics.fillRect(x, y, step / 2, step);
                    case 2 -> graphics.fillRect(x, y, step, (x + y) / step % 2 * step);
                    case 3 -> graphics.drawOval(x, y, step - 2, step - 2);
                    case 4 -> graphics.drawRect(x, y, step, step);
                    case 5 -> graphics.fillPolygon(new int[] {x, x + step, x}, new int[] {y, y, y + step}, 3);
                    default -> {}
                }
            }
        }
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
