package dev.tideline.cli.verbs;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/** A data set that even a network that has learned nothing tells apart: a class is a colour. */
final class ColouredPictures {
    private static final int SIZE = 40;

    private ColouredPictures() {}

    /** Writes class folders with so many PNGs each. */
    static void write(Path folder, List<String> labels, int perClass) throws IOException {
        Random random = new Random(1);
        for (int label = 0; label < labels.size(); label++) {
            Path classFolder = Files.createDirectories(folder.resolve(labels.get(label)));
            for (int i = 0; i < perClass; i++) {
                BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
                Graphics2D graphics = image.createGraphics();
                graphics.setColor(Color.getHSBColor((float) label / labels.size(), 0.9f, 0.9f));
                graphics.fillRect(0, 0, SIZE, SIZE);
                graphics.setColor(Color.GRAY);
                graphics.fillOval(random.nextInt(SIZE), random.nextInt(SIZE), SIZE / 4, SIZE / 4);
                graphics.dispose();
                ImageIO.write(image, "png", classFolder.resolve(i + ".png").toFile());
            }
        }
    }
}
