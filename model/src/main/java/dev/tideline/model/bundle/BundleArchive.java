package dev.tideline.model.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A bundle as one zip file, the way it travels. The same bundle gives the same bytes and so the same digest on every
 * machine: entries are sorted, times fixed, and nothing is compressed, since weights hardly shrink and compressors
 * differ between Java versions.
 *
 * @param file the zip file
 * @param sha256 its SHA-256, 64 lower-case hexadecimal digits
 * @param length its length in bytes
 */
public record BundleArchive(Path file, String sha256, long length) {
    /** What of a folder belongs to the model; anything else there, such as a training report, stays behind. */
    private static final Set<String> PARTS =
            Set.of(ModelBundle.SAVED_MODEL, ModelBundle.MODEL_JSON, "fingerprint.pb", "variables", "assets");

    private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    /** Zips a bundle into a file, which appears whole or not at all and replaces an older one. */
    public static BundleArchive pack(ModelBundle bundle, Path file) throws IOException {
        Path temporary = Files.createTempFile(file.toAbsolutePath().getParent(), "bundle", ".tmp");
        try {
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(temporary))) {
                zip.setMethod(ZipOutputStream.STORED);
                for (String name : names(bundle.folder())) {
                    add(zip, name, bundle.folder().resolve(name));
                }
            }
            BundleArchive archive = of(temporary);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new BundleArchive(file, archive.sha256(), archive.length());
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** The archive in a file, with the digest that it really has. */
    public static BundleArchive of(Path file) throws IOException {
        MessageDigest digest = newSha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            long length = in.transferTo(OutputStream.nullOutputStream());
            return new BundleArchive(file, HexFormat.of().formatHex(digest.digest()), length);
        }
    }

    /**
     * Unzips into a folder that does not exist yet; it appears whole or not at all.
     *
     * @throws InvalidBundleException when the archive is no zip file, reaches out of the folder, is larger than {@link
     *     UnpackLimits} allow, or holds no bundle
     */
    public ModelBundle unpack(Path folder, UnpackLimits limits) throws IOException {
        new Unpacking(file, limits).into(folder);
        return ModelBundle.read(folder);
    }

    /** {@link #unpack(Path, UnpackLimits)} with {@link UnpackLimits#defaults()}. */
    public ModelBundle unpack(Path folder) throws IOException {
        return unpack(folder, UnpackLimits.defaults());
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(folder::relativize)
                    .filter(path -> PARTS.contains(path.getName(0).toString()))
                    .map(path -> path.toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    private static void add(ZipOutputStream zip, String name, Path file) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(ENTRY_TIME);
        entry.setSize(Files.size(file));
        entry.setCrc(crc(file));
        zip.putNextEntry(entry);
        Files.copy(file, zip);
        zip.closeEntry();
    }

    private static long crc(Path file) throws IOException {
        try (CheckedInputStream in = new CheckedInputStream(Files.newInputStream(file), new CRC32())) {
            in.transferTo(OutputStream.nullOutputStream());
            return in.getChecksum().getValue();
        }
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java has SHA-256", e);
        }
    }
}
