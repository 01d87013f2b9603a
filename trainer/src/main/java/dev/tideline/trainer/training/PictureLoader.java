package dev.tideline.trainer.training;

import dev.tideline.model.picture.DecodeLimits;
import dev.tideline.model.picture.PictureDecoder;
import dev.tideline.model.picture.Pixels;
import dev.tideline.model.picture.UndecodablePictureException;
import dev.tideline.trainer.data.Example;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.types.TUint8;

/** Reads and decodes pictures to the network's input size. Safe from several threads. */
final class PictureLoader implements AutoCloseable {
    private final int size;
    private final PictureDecoder decoder;

    PictureLoader(int size) {
        this.size = size;
        this.decoder = new PictureDecoder(size, size, DecodeLimits.defaults());
    }

    int size() {
        return size;
    }

    Pixels decode(byte[] encoded) throws UndecodablePictureException {
        return decoder.decode(encoded);
    }

    /**
     * A picture that was readable when the run began.
     *
     * @throws IOException when it no longer is; the message names it
     */
    Pixels pixels(Example example) throws IOException {
        try {
            return decoder.decode(example.picture().read());
        } catch (UndecodablePictureException e) {
            throw new IOException(
                    "Picture " + example.id() + " changed during training: " + e.getMessage() + " Start again.", e);
        }
    }

    /** Pictures as a batch [n, size, size, 3]; the caller closes it. */
    TUint8 tensor(List<Pixels> pictures) {
        return TUint8.tensorOf(Shape.of(pictures.size(), size, size, Pixels.CHANNELS), tensor -> {
            ByteDataBuffer data = tensor.asRawTensor().data();
            long pictureBytes = (long) size * size * Pixels.CHANNELS;
            for (int i = 0; i < pictures.size(); i++) {
                data.offset(i * pictureBytes).write(pictures.get(i).rgb());
            }
        });
    }

    static String sha256(byte[] encoded) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public void close() {
        decoder.close();
    }
}
