package dev.tideline.model.store;

import dev.tideline.events.ModelVersion;
import dev.tideline.model.bundle.BundleArchive;
import dev.tideline.model.bundle.InvalidBundleException;
import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.bundle.ModelSpec;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Where fetched bundles are unpacked. Everything in a bundle is checked against the version's record before it counts.
 * Keeps the newest two, so that the one being replaced stays readable.
 */
final class BundleFolder {
    private static final int KEPT = 2;
    private static final String PREFIX = "bundle-";

    private final Path root;
    private final Deque<Path> kept = new ArrayDeque<>();

    BundleFolder(Path root) {
        this.root = root;
    }

    /** A new folder for one version's files. The first one clears away what a process before this one left. */
    Path prepare(ModelVersion version) throws IOException {
        Files.createDirectories(root);
        if (kept.isEmpty()) {
            clear();
        }
        return Files.createTempDirectory(root, PREFIX + version.getName() + "-" + version.getVersion() + "-");
    }

    private void clear() throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(root, PREFIX + "*")) {
            for (Path folder : left) {
                Folders.delete(folder);
            }
        }
    }

    /** Verifies an archive and unpacks it beside itself. */
    ModelBundle unpack(ModelVersion version, Path file) throws IOException, RefusedVersionException {
        BundleArchive archive = BundleArchive.of(file);
        requireSame("length", version.getArtifactLength(), archive.length());
        requireSame("SHA-256", version.getArtifactSha256(), archive.sha256());
        try {
            ModelBundle bundle = archive.unpack(file.resolveSibling("bundle"));
            requireAgreement(version, bundle.spec());
            Files.delete(file);
            return bundle;
        } catch (InvalidBundleException e) {
            throw new RefusedVersionException(e.getMessage());
        }
    }

    /** Marks a prepared folder as in use, and deletes the oldest beyond the newest two. */
    void keep(Path folder) throws IOException {
        kept.addLast(folder);
        while (kept.size() > KEPT) {
            Folders.delete(kept.removeFirst());
        }
    }

    private static void requireAgreement(ModelVersion version, ModelSpec spec) throws RefusedVersionException {
        requireSame("name", version.getName(), spec.name());
        requireSame("version", version.getVersion(), spec.version());
        requireSame("labels", version.getLabels(), spec.labels());
        requireSame("input height", version.getInputHeight(), spec.input().height());
        requireSame("input width", version.getInputWidth(), spec.input().width());
    }

    private static void requireSame(String what, Object published, Object found) throws RefusedVersionException {
        if (!published.equals(found)) {
            throw new RefusedVersionException(
                    "Its " + what + " was published as " + published + ", but the bundle has " + found + ".");
        }
    }
}
