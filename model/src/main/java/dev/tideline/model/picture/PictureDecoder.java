package dev.tideline.model.picture;

import dev.tideline.model.picture.UndecodablePictureException.Reason;
import dev.tideline.model.tensorflow.RuntimeOptions;
import dev.tideline.model.tensorflow.TensorFlowRuntime;
import dev.tideline.schemas.picture.PictureFormat;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.image.DecodeImage;
import org.tensorflow.op.image.DecodeJpeg;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/**
 * Turns encoded pictures (JPEG, PNG, GIF's first frame, BMP) into a model's pixels, in the same steps as Keras's
 * {@code image_dataset_from_directory}: RGB, resized to the model's size bilinearly with half-pixel centers, without
 * antialias and without cropping, so the aspect ratio may change. What Keras leaves as a fraction is rounded to a byte.
 * Serving and training both decode here, so a model is asked about the pixels that it learned from.
 *
 * <p>JPEGs go through the accurate inverse cosine transform, as in every other decoder; TensorFlow's
 * {@code decode_image}, which Keras calls, takes the fast one, whose colours are off by one or two for no gain in speed.
 *
 * <p>Threading: {@link #decode} may be called from any number of threads. Each decoding runs on its caller's thread and
 * no other, so as many cores are used as threads decode.
 *
 * <p>Memory: bounded by the limits for each decoding in progress; nothing is kept between pictures.
 */
public final class PictureDecoder implements AutoCloseable {
    /** Minus one is TensorFlow's word for "the thread that called". */
    private static final RunOptions ON_THE_CALLERS_THREAD =
            RunOptions.newBuilder().setInterOpThreadPool(-1).build();

    private final int height;
    private final int width;
    private final PictureCheck check;
    private final Graph graph;
    private final Session session;
    private final Output<TString> encodedInput;
    private final Output<TUint8> jpegOutput;
    private final Output<TUint8> otherOutput;

    /**
     * @param height of the pictures that come out, in pixels
     * @param width of the pictures that come out, in pixels
     * @param limits larger pictures are refused before they are decoded
     */
    public PictureDecoder(int height, int width, DecodeLimits limits) {
        TensorFlowRuntime.load();
        this.height = height;
        this.width = width;
        this.check = new PictureCheck(limits);
        this.graph = new Graph();
        Ops ops = Ops.create(graph)
                .withDevice(DeviceSpec.newBuilder()
                        .deviceType(DeviceSpec.DeviceType.CPU)
                        .deviceIndex(0)
                        .build());
        var encoded = ops.placeholder(TString.class);
        this.encodedInput = encoded.asOutput();
        this.jpegOutput = resized(
                        ops,
                        ops.image.decodeJpeg(
                                encoded,
                                DecodeJpeg.channels((long) Pixels.CHANNELS),
                                DecodeJpeg.dctMethod("INTEGER_ACCURATE")))
                .asOutput();
        this.otherOutput = resized(
                        ops,
                        ops.image.decodeImage(
                                encoded,
                                TUint8.class,
                                DecodeImage.channels((long) Pixels.CHANNELS),
                                DecodeImage.expandAnimations(false)))
                .asOutput();
        this.session = new Session(graph, RuntimeOptions.defaults().toConfigProto());
    }

    private Operand<TUint8> resized(Ops ops, Operand<TUint8> decoded) {
        var resized = ops.image.resizeBilinear(
                ops.expandDims(decoded, ops.constant(0)),
                ops.constant(new int[] {height, width}),
                ResizeBilinear.halfPixelCenters(true),
                ResizeBilinear.alignCorners(false));
        // Between bytes lie only numbers that round to a byte, so there is nothing to clip.
        return ops.dtypes.cast(ops.math.round(resized), TUint8.class);
    }

    /**
     * Decodes a picture.
     *
     * @return pixels of this decoder's height and width
     * @throws UndecodablePictureException with the reason why this picture cannot be decoded; it says nothing about any
     *     other
     */
    public Pixels decode(byte[] encoded) throws UndecodablePictureException {
        byte[] decodable = check.decodable(encoded);
        boolean jpeg = PictureFormat.sniff(decodable)
                .filter(PictureFormat.JPEG::equals)
                .isPresent();
        try (TString input = TString.tensorOfBytes(NdArrays.scalarOfObject(decodable));
                Result result = session.runner()
                        .setOptions(ON_THE_CALLERS_THREAD)
                        .feed(encodedInput, input)
                        .fetch(jpeg ? jpegOutput : otherOutput)
                        .run()) {
            byte[] rgb = new byte[height * width * Pixels.CHANNELS];
            result.get(0).asRawTensor().data().read(rgb);
            return new Pixels(height, width, rgb);
        } catch (TFInvalidArgumentException e) {
            throw new UndecodablePictureException(
                    Reason.CORRUPT, "The picture is damaged or cut short: " + firstLine(e), e);
        }
    }

    /** TensorFlow goes on with the graph's nodes and a stack, which say nothing about the picture. */
    private static String firstLine(TFInvalidArgumentException e) {
        String message = String.valueOf(e.getMessage()).strip();
        return message.lines().findFirst().orElse(message).replaceFirst("\\s*\\[\\[.*", "");
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
