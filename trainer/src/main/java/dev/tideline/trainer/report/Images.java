package dev.tideline.trainer.report;

import dev.tideline.model.picture.Pixels;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Pictures in the forms that a report needs. */
final class Images {
    private Images() {}

    static BufferedImage of(Pixels pixels) {
        BufferedImage image = new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < pixels.height(); y++) {
            for (int x = 0; x < pixels.width(); x++) {
                image.setRGB(x, y, pixels.value(y, x, 0) << 16 | pixels.value(y, x, 1) << 8 | pixels.value(y, x, 2));
            }
        }
        return image;
    }

    static byte[] png(BufferedImage image) throws IOException {
        return encoded(image, "png");
    }

    /** An address that is the picture itself: PNG for drawings, which stay sharp. */
    static String drawingAddress(BufferedImage image) throws IOException {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(encoded(image, "png"));
    }

    /** An address that is the picture itself: JPEG for photographs, which stay small. */
    static String photographAddress(BufferedImage image) throws IOException {
        return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(encoded(image, "jpg"));
    }

    private static byte[] encoded(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!ImageIO.write(image, format, out)) {
            throw new IOException("This Java cannot write " + format + " pictures; a full JRE can");
        }
        return out.toByteArray();
    }
}
