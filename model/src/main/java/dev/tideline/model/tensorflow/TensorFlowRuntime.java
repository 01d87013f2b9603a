package dev.tideline.model.tensorflow;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.TensorFlow;

/**
 * Loads TensorFlow into this JVM from the native jar on the class path, without a download. The first load on a machine
 * unpacks the library (about 600 MB) into JavaCPP's cache, by default {@code ~/.javacpp/cache}; later ones find it there.
 *
 * <p>Whatever touches TensorFlow calls {@link #load()} first, which says what is missing where something is.
 *
 * <p>TensorFlow reads some settings from the environment before Java code runs, so the launcher sets them: {@code
 * TF_CPP_MIN_LOG_LEVEL=2} keeps its notes about the CPU off the screen.
 *
 * <p>Threading: {@link #load()} may be called from any thread, any number of times.
 */
public final class TensorFlowRuntime {
    private static final Logger log = LoggerFactory.getLogger(TensorFlowRuntime.class);
    private static final String NATIVE_FOLDER = "/org/tensorflow/internal/c_api/";

    private TensorFlowRuntime() {}

    /**
     * Makes TensorFlow usable; returns at once where it already is.
     *
     * @throws TensorFlowUnavailableException when the class path holds no native library for this platform, or it cannot
     *     be unpacked or linked
     */
    public static void load() {
        Loaded.check();
    }

    /** TensorFlow's version, such as {@code 2.16.1}. Loads it. */
    public static String version() {
        load();
        return TensorFlow.version();
    }

    /** Where the native library is. Loads it. */
    public static Path libraryFolder() {
        load();
        return Loaded.folder;
    }

    /**
     * Whether the library on the class path is the one for NVIDIA GPUs. It also runs on a machine without one, on the
     * CPU.
     */
    public static boolean isGpuBuild() {
        return NativeJar.find().map(NativeJar::extension).filter("-gpu"::equals).isPresent();
    }

    /** The class loader runs this once, whichever thread comes first; a failure is kept, to be told to every caller. */
    private static final class Loaded {
        private static Path folder;
        private static final Optional<TensorFlowUnavailableException> failure = attempt();

        static void check() {
            failure.ifPresent(cause -> {
                throw new TensorFlowUnavailableException(cause.getMessage(), cause);
            });
        }

        private static Optional<TensorFlowUnavailableException> attempt() {
            try {
                link();
                return Optional.empty();
            } catch (TensorFlowUnavailableException e) {
                return Optional.of(e);
            }
        }

        private static void link() {
            String platform = Loader.getPlatform();
            NativeJar jar = NativeJar.find().orElseThrow(() -> TensorFlowUnavailableException.noNativeJar(platform));
            if (!jar.extension().isEmpty()) {
                System.setProperty("org.bytedeco.javacpp.platform.extension", jar.extension());
            }
            try {
                folder = jar.unpack().toPath();
                log.debug("TensorFlow {} for {}", TensorFlow.version(), platform + jar.extension());
            } catch (IOException e) {
                throw TensorFlowUnavailableException.notUnpacked(platform, e);
            } catch (LinkageError e) {
                throw TensorFlowUnavailableException.notLinked(platform, e);
            }
        }
    }

    /** The jar with the native library for this platform; {@code extension} is JavaCPP's: empty, or {@code -gpu}. */
    private record NativeJar(String folder, String extension) {

        static Optional<NativeJar> find() {
            String platform = Loader.getPlatform();
            return List.of("-gpu", "").stream()
                    .map(extension -> new NativeJar(NATIVE_FOLDER + platform + extension + "/", extension))
                    .filter(jar -> jar.resource(System.mapLibraryName("jnitensorflow")) != null)
                    .findFirst();
        }

        /** Unpacks the three libraries side by side, as they look for each other, and returns their folder. */
        File unpack() throws IOException {
            File bridge = cache(System.mapLibraryName("jnitensorflow"));
            cache(versioned("tensorflow_framework"));
            cache(versioned("tensorflow_cc"));
            return bridge.getParentFile();
        }

        private File cache(String name) throws IOException {
            URL resource = resource(name);
            if (resource == null) {
                throw new IOException(folder + name + " is missing in the native jar");
            }
            File file = Loader.cacheResource(resource);
            if (file == null) {
                throw new IOException(name + " could not be written to JavaCPP's cache");
            }
            return file;
        }

        private URL resource(String name) {
            return TensorFlowRuntime.class.getResource(folder + name);
        }

        private static String versioned(String library) {
            return Loader.getPlatform().startsWith("macosx") ? "lib" + library + ".2.dylib" : "lib" + library + ".so.2";
        }
    }
}
