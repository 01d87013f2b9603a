package dev.tideline.model.tensorflow;

/** TensorFlow cannot run in this JVM; the message names the platform, the fault and what to do. */
public final class TensorFlowUnavailableException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    TensorFlowUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    static TensorFlowUnavailableException noNativeJar(String platform) {
        return new TensorFlowUnavailableException(
                "No TensorFlow library for " + platform + " on the class path. Build on the machine that runs it: "
                        + profileFor(platform),
                null);
    }

    static TensorFlowUnavailableException notUnpacked(String platform, Throwable cause) {
        return new TensorFlowUnavailableException(
                "The TensorFlow library for " + platform + " could not be unpacked (" + cause.getMessage()
                        + "). It needs 700 MB in ~/.javacpp/cache; the system property org.bytedeco.javacpp.cachedir"
                        + " names another folder",
                cause);
    }

    static TensorFlowUnavailableException notLinked(String platform, Throwable cause) {
        return new TensorFlowUnavailableException(
                "The TensorFlow library for " + platform + " does not load (" + cause.getMessage()
                        + "). It needs a 64-bit glibc system with libstdc++",
                cause);
    }

    private static String profileFor(String platform) {
        return switch (platform) {
            case "linux-x86_64" -> "mvn package takes it by default, mvn -Pgpu package takes the one for NVIDIA GPUs";
            case "macosx-arm64" -> "the Maven profile macos-arm64 takes it (mvn -Pmacos-arm64 package)";
            default ->
                "TensorFlow's Java artifacts exist for linux-x86_64 (default, or -Pgpu for NVIDIA) and for"
                        + " macosx-arm64 (-Pmacos-arm64) only";
        };
    }
}
