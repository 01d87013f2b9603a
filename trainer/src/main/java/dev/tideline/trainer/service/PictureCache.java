package dev.tideline.trainer.service;

import dev.tideline.trainer.training.CacheFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * Pictures on disk, each under the SHA-256 of its bytes. It may be deleted, in whole or in part, at any time, and what
 * is damaged counts as deleted. Safe from any thread, and from several programs.
 */
final class PictureCache {
    private final Path folder;

    PictureCache(Path folder) {
        this.folder = folder;
    }

    /** SHA-256 in 64 lower-case hexadecimal digits. */
    static String digest(byte[] picture) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(picture));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Keeps a picture, whole or not at all; not at all when it is removed meanwhile. */
    void put(String digest, byte[] picture) throws IOException {
        Path file = file(digest);
        if (Files.exists(file)) {
            return;
        }
        CacheFiles.write(file, picture);
    }

    /** Whether a picture is there; damage shows when it is read. */
    boolean has(String digest) {
        return Files.exists(file(digest));
    }

    Optional<byte[]> read(String digest) throws IOException {
        try {
            byte[] picture = Files.readAllBytes(file(digest));
            if (digest(picture).equals(digest)) {
                return Optional.of(picture);
            }
            remove(digest);
            return Optional.empty();
        } catch (NoSuchFileException notKept) {
            return Optional.empty();
        }
    }

    /** Removes a picture, and what a program that died left of it half written. */
    void remove(String digest) throws IOException {
        CacheFiles.delete(file(digest).getParent(), name -> name.startsWith(digest));
    }

    /** Removes every picture but these, and everything that is half written. Nobody may put pictures meanwhile. */
    void retainOnly(Set<String> digests) throws IOException {
        CacheFiles.deleteBelow(folder, name -> !digests.contains(name));
    }

    /** Two levels: a folder with a hundred thousand files is slow to list. */
    private Path file(String digest) {
        return folder.resolve(digest.substring(0, 2)).resolve(digest);
    }
}
