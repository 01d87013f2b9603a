package dev.tideline.model.claim;

import dev.tideline.model.claim.ClaimCheckException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/** Files below one folder, wherever links in it may point. */
final class FileSource implements PictureSource {
    private final PictureAddress folder;

    FileSource(PictureAddress folder) {
        this.folder = folder;
    }

    /** A file system that hangs is not noticed here: whoever must not wait for ever waits elsewhere. */
    @Override
    public byte[] read(PictureAddress address, int length, Duration answerWithin, Duration wholeWithin)
            throws ClaimCheckException, IOException {
        try {
            return read(realFile(address), address, length);
        } catch (NoSuchFileException e) {
            throw new ClaimCheckException(Reason.MISSING, "There is no file at " + address + ".", e);
        } catch (AccessDeniedException e) {
            throw new ClaimCheckException(
                    Reason.REFUSED, "The file at " + address + " may not be read by this user.", e);
        }
    }

    private Path realFile(PictureAddress address) throws ClaimCheckException, IOException {
        Path real = Path.of(address.uri()).toRealPath();
        if (!real.startsWith(Path.of(folder.uri()).toRealPath())) {
            throw new ClaimCheckException(
                    Reason.REFUSED, "The address " + address + " is a link that leads out of " + folder + ".");
        }
        if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
            throw new ClaimCheckException(Reason.REFUSED, "What is at " + address + " is no regular file.");
        }
        return real;
    }

    private static byte[] read(Path file, PictureAddress address, int length) throws ClaimCheckException, IOException {
        long size = Files.size(file);
        if (size != length) {
            throw PictureSource.wrongLength(address, length, Long.toString(size));
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length || in.read() >= 0) {
                throw PictureSource.wrongLength(address, length, "more or fewer: the file is being written");
            }
            return bytes;
        }
    }
}
