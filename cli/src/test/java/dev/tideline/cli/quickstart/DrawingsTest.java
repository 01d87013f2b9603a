package dev.tideline.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.cli.quickstart.Drawings.Figure;
import dev.tideline.schemas.picture.PictureFormat;
import dev.tideline.schemas.picture.PictureHeader;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrawingsTest {
    @Test
    void aDrawingIsAJpegOfItsSize() throws Exception {
        PictureHeader header =
                PictureHeader.read(new Drawings(1).jpeg(Figure.STAR)).orElseThrow();

        assertThat(header).isEqualTo(new PictureHeader(PictureFormat.JPEG, Drawings.SIZE, Drawings.SIZE));
    }

    @Test
    void theSameSeedDrawsTheSamePictures() throws Exception {
        assertThat(new Drawings(7).jpeg(Figure.DISC)).isEqualTo(new Drawings(7).jpeg(Figure.DISC));
        assertThat(new Drawings(7).jpeg(Figure.DISC)).isNotEqualTo(new Drawings(8).jpeg(Figure.DISC));
    }

    @Test
    void coloursDoNotTellTheFiguresApart() throws Exception {
        double difference = Math.abs(meanBrightness(Figure.DISC) - meanBrightness(Figure.STAR));

        assertThat(difference).isLessThan(8);
    }

    @Test
    void aGalleryOfDrawingsHoldsEachOnceAndBothClassesAlike(@TempDir Path folder) throws Exception {
        new Drawings(1).write(folder, 60);

        Gallery gallery = Gallery.open(folder, 1);

        assertThat(gallery.labels()).containsExactly("disc", "star");
        assertThat(gallery.exhibits()).hasSize(60);
        assertThat(gallery.exhibits())
                .filteredOn(exhibit -> exhibit.label().equals("disc"))
                .hasSize(30);
        assertThat(gallery.passedOver()).isZero();
    }

    private static double meanBrightness(Figure figure) throws IOException {
        Drawings drawings = new Drawings(3);
        double sum = 0;
        int pictures = 200;
        for (int i = 0; i < pictures; i++) {
            sum += brightness(ImageIO.read(new ByteArrayInputStream(drawings.jpeg(figure))));
        }
        return sum / pictures;
    }

    private static double brightness(BufferedImage image) {
        double sum = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                Color color = new Color(image.getRGB(x, y));
                sum += (color.getRed() + color.getGreen() + color.getBlue()) / 3.0;
            }
        }
        return sum / (image.getWidth() * image.getHeight());
    }
}
