package dev.tideline.model.bundle;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/** One unzipping of an archive that may come from anyone. */
final class Unpacking {
    private final Path archive;
    private final UnpackLimits limits;
    private long bytes;
    private int files;

    Unpacking(Path archive, UnpackLimits limits) {
        this.archive = archive;
        this.limits = limits;
    }

    void into(Path folder) throws IOException {
        if (Files.exists(folder)) {
            throw new FileAlreadyExistsException(folder.toString(), null, "a bundle unpacks into a new folder");
        }
        Path parent = Files.createDirectories(folder.toAbsolutePath().getParent());
        Path temporary = Files.createTempDirectory(parent, ".unpacking");
        try (InputStream in = Files.newInputStream(archive);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                unpack(zip, entry, temporary);
            }
            if (files == 0) {
                throw invalid("is not a zip file, or an empty one", null);
            }
            Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw invalid("is a damaged zip file: " + e.getMessage(), e);
        } finally {
            delete(temporary);
        }
    }

    private void unpack(ZipInputStream zip, ZipEntry entry, Path root) throws IOException {
        if (entry.isDirectory()) {
            return;
        }
        if (++files > limits.maxFiles()) {
            throw invalid("has more than " + limits.maxFiles() + " files", null);
        }
        Path file = resolve(root, entry.getName());
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file)) {
            copy(zip, out);
        }
    }

    /** The size in an entry's header may lie, so what comes out is counted. */
    private void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[1 << 16];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            bytes += read;
            if (bytes > limits.maxBytes()) {
                throw invalid("unpacks to more than " + limits.maxBytes() + " bytes", null);
            }
            out.write(buffer, 0, read);
        }
    }

    private Path resolve(Path root, String name) throws InvalidBundleException {
        try {
            Path file = root.resolve(name).normalize();
            if (!file.startsWith(root) || file.equals(root) || name.indexOf('\\') >= 0) {
                throw invalid("has an entry that reaches out of its folder: '" + name + "'", null);
            }
            return file;
        } catch (InvalidPathException e) {
            throw invalid("has an entry with an impossible name: '" + name + "'", e);
        }
    }

    private InvalidBundleException invalid(String fault, Throwable cause) {
        return new InvalidBundleException("The archive " + archive + " " + fault, cause);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(folder)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
