package dev.tideline.trainer.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what the frozen part gave for a picture, between runs and for several runs at once: a file a picture, in a
 * folder for everything else that decides its content. A file is written aside and then moved, and carries a checksum:
 * after a crash it is whole or not there, and damage reads as absence.
 *
 * <p>A full or failing disk costs time, not the run: what cannot be kept is computed again. Safe from several threads.
 */
public final class FeatureCache {
    private static final Logger log = LoggerFactory.getLogger(FeatureCache.class);
    private static final String SUFFIX = ".features";

    private final Path root;
    private final long maxBytes;
    private volatile boolean writable = true;

    /**
     * @param root where the files lie; created when something is kept
     * @param maxBytes what {@link #trim} leaves at most
     */
    public FeatureCache(Path root, long maxBytes) {
        this.root = root;
        this.maxBytes = maxBytes;
    }

    /**
     * What was kept, if it was and is whole.
     *
     * @param group digest of everything that decides the content beside the picture
     * @param picture digest of the picture
     */
    Optional<byte[]> find(String group, String picture, int length) {
        Path file = file(group, picture);
        try {
            byte[] stored = Files.readAllBytes(file);
            if (stored.length != length + Long.BYTES
                    || ByteBuffer.wrap(stored).getLong(length) != checksum(stored, length)) {
                return Optional.empty();
            }
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            return Optional.of(Arrays.copyOf(stored, length));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            log.warn("Cached features {} cannot be read and are computed again: {}", file, e.toString());
            return Optional.empty();
        }
    }

    void keep(String group, String picture, byte[] content) {
        if (!writable) {
            return;
        }
        Path file = file(group, picture);
        try {
            ByteBuffer stored = ByteBuffer.allocate(content.length + Long.BYTES);
            stored.put(content).putLong(checksum(content, content.length));
            CacheFiles.write(file, stored.array());
        } catch (IOException e) {
            writable = false;
            log.warn(
                    "Features are not cached any more in this run, because {} cannot be written: {}",
                    file,
                    e.toString());
        }
    }

    /**
     * Removes all that was kept for a picture, and what a program that died left of it half written.
     *
     * @param picture digest of the picture
     * @throws IOException when it cannot be removed
     */
    public void forget(String picture) throws IOException {
        for (Path group : groups()) {
            CacheFiles.delete(folder(group, picture), name -> name.startsWith(picture));
        }
    }

    /**
     * Removes what was kept for any picture but these, and everything that is half written. Nobody may keep anything
     * meanwhile.
     *
     * @throws IOException when something cannot be removed
     */
    public void retainOnly(Set<String> pictures) throws IOException {
        for (Path group : groups()) {
            CacheFiles.deleteBelow(
                    group,
                    name -> !name.endsWith(SUFFIX)
                            || !pictures.contains(name.substring(0, name.length() - SUFFIX.length())));
        }
    }

    private List<Path> groups() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(root)) {
            return children.filter(Files::isDirectory).toList();
        }
    }

    /** Removes what was used longest ago until the rest fits. */
    void trim() {
        if (!Files.isDirectory(root)) {
            return;
        }
        try (Stream<Entry> entries = entries()) {
            long kept = 0;
            for (Entry entry :
                    entries.sorted(Comparator.comparing(Entry::used).reversed()).toList()) {
                kept += entry.bytes();
                if (kept > maxBytes) {
                    Files.deleteIfExists(entry.file());
                }
            }
        } catch (IOException | UncheckedIOException e) {
            log.warn("The feature cache {} cannot be trimmed: {}", root, e.toString());
        }
    }

    /** Bytes of all that is kept; NaN when they cannot be counted. Looks at every file. */
    public double bytes() {
        if (!Files.isDirectory(root)) {
            return 0;
        }
        try (Stream<Entry> entries = entries()) {
            return entries.mapToLong(Entry::bytes).sum();
        } catch (IOException | UncheckedIOException e) {
            log.warn("The feature cache {} cannot be measured: {}", root, e.toString());
            return Double.NaN;
        }
    }

    private Stream<Entry> entries() throws IOException {
        return Files.walk(root).filter(file -> file.toString().endsWith(SUFFIX)).flatMap(FeatureCache::entry);
    }

    /** A file may go while it is looked at: another run trims too. */
    private static Stream<Entry> entry(Path file) {
        try {
            return Stream.of(new Entry(file, Files.size(file), Files.getLastModifiedTime(file)));
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private Path file(String group, String picture) {
        return folder(root.resolve(group), picture).resolve(picture + SUFFIX);
    }

    /** Two levels: a folder with a hundred thousand files is slow to list. */
    private static Path folder(Path group, String picture) {
        return group.resolve(picture.substring(0, 2));
    }

    private static long checksum(byte[] content, int length) {
        CRC32C crc = new CRC32C();
        crc.update(content, 0, length);
        return crc.getValue();
    }

    private record Entry(Path file, long bytes, FileTime used) {}
}
