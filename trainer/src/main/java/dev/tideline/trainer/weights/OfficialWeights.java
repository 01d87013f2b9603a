package dev.tideline.trainer.weights;

import dev.tideline.trainer.network.WeightsException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Keras's official weights on this machine, downloaded at first use. A file that Keras itself has downloaded, in {@code
 * ~/.keras/models}, is used as it is. Ours go to {@code $XDG_CACHE_HOME/tideline/weights}, or else {@code
 * ~/.cache/tideline/weights}: each with its SHA-256 beside it, against which it is checked at every use, so that a file
 * that was damaged since is fetched again. A download is only seen when it is whole.
 *
 * <p>Safe from several threads and programs: at worst each downloads, and the last file stays.
 */
public final class OfficialWeights {
    private static final URI SERVER =
            URI.create("https://storage.googleapis.com/tensorflow/keras-applications/mobilenet_v2/");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final URI server;
    private final Path kerasFolder;
    private final Path cacheFolder;
    private final Duration patience;

    OfficialWeights(URI server, Path kerasFolder, Path cacheFolder, Duration patience) {
        this.server = server;
        this.kerasFolder = kerasFolder;
        this.cacheFolder = cacheFolder;
        this.patience = patience;
    }

    /** @param environment the process's variables, for {@code XDG_CACHE_HOME} */
    public static OfficialWeights ofUser(Map<String, String> environment) {
        Path home = Path.of(System.getProperty("user.home"));
        String cacheHome = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path cache = cacheHome.isBlank() ? home.resolve(".cache") : Path.of(cacheHome);
        return new OfficialWeights(
                SERVER,
                home.resolve(".keras").resolve("models"),
                cache.resolve("tideline").resolve("weights"),
                PATIENCE);
    }

    /**
     * Where the file lies on this machine; downloads it if need be.
     *
     * @throws WeightsException when it cannot be had; the message says how to get it by other means
     */
    public Path fetch(OfficialFile file, DownloadProgress progress) throws InterruptedException {
        Path kept = kerasFolder.resolve(file.name());
        if (Files.isRegularFile(kept)) {
            return kept;
        }
        Path cached = cacheFolder.resolve(file.name());
        try {
            if (!isWhole(file, cached)) {
                Files.createDirectories(cacheFolder);
                download(file, cached, progress);
            }
        } catch (IOException e) {
            throw new WeightsException(
                    "The ImageNet weights cannot be kept as " + cached + ": " + e + ". Make room or set XDG_CACHE_HOME"
                            + " to a folder that can be written, or " + otherwise(file),
                    e);
        }
        return cached;
    }

    private void download(OfficialFile file, Path target, DownloadProgress progress)
            throws IOException, InterruptedException {
        Path temporary = Files.createTempFile(cacheFolder, file.name(), ".tmp");
        try {
            new Download(file.name(), source(file), patience, progress).to(temporary);
            String digest = digest(temporary);
            requireExpected(file, digest);
            // The digest goes first: after a crash in between, or in it, the file is not taken for whole.
            Files.writeString(digestFile(target), digest);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (Download.UnreachableException e) {
            throw new WeightsException(
                    "The ImageNet weights cannot be downloaded from " + source(file) + ": " + e.getMessage()
                            + ". Try again with a network, or " + otherwise(file),
                    e);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static boolean isWhole(OfficialFile file, Path cached) throws IOException {
        if (!Files.isRegularFile(cached)) {
            return false;
        }
        Path beside = digestFile(cached);
        Optional<String> expected = file.digest();
        if (expected.isEmpty() && Files.isRegularFile(beside)) {
            expected = Optional.of(Files.readString(beside).strip());
        }
        return expected.isPresent() && expected.get().equals(digest(cached));
    }

    private void requireExpected(OfficialFile file, String digest) {
        file.digest().filter(expected -> !expected.equals(digest)).ifPresent(expected -> {
            throw new WeightsException("What " + source(file) + " gave is not Keras's file: its SHA-256 is " + digest
                    + ", but must be " + expected + ". Something between here and the server may have changed it;"
                    + " try again elsewhere, or " + otherwise(file));
        });
    }

    private String otherwise(OfficialFile file) {
        return "put " + file.name() + " into " + kerasFolder + " by hand, or name any Keras weights file of"
                + " MobileNetV2 (--weights FILE, setting trainer.weights).";
    }

    private URI source(OfficialFile file) {
        return server.resolve(file.name());
    }

    private static Path digestFile(Path file) {
        return file.resolveSibling(file.getFileName() + ".sha256");
    }

    private static String digest(Path file) throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
