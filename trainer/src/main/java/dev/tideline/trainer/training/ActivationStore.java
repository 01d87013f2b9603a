package dev.tideline.trainer.training;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What the frozen part gave for every picture of one run: rows of a fixed size in a scratch file that goes when it is
 * closed. The operating system keeps in memory what fits, so a large data set is slower, never too large.
 *
 * <p>Safe from several threads, except that nobody reads a row before it is written.
 */
final class ActivationStore implements AutoCloseable {
    private final int rowBytes;
    private final Path file;
    private final FileChannel channel;

    private ActivationStore(int rowBytes, Path file, FileChannel channel) {
        this.rowBytes = rowBytes;
        this.file = file;
        this.channel = channel;
    }

    static ActivationStore create(Path folder, int rowBytes) throws IOException {
        Path file = Files.createTempFile(folder, "activations", ".scratch");
        FileChannel channel = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        return new ActivationStore(rowBytes, file, channel);
    }

    int rowBytes() {
        return rowBytes;
    }

    /**
     * Writes one row or several that follow each other.
     *
     * @throws IOException naming the file, when the disk is full or fails
     */
    void write(int row, byte[] content) throws IOException {
        ByteBuffer source = ByteBuffer.wrap(content);
        long position = (long) row * rowBytes;
        try {
            while (source.hasRemaining()) {
                position += channel.write(source, position);
            }
        } catch (IOException e) {
            throw new IOException("The working file " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Fills the rest of {@code target} with what lies {@code offset} bytes into a row. */
    void read(int row, int offset, ByteBuffer target) throws IOException {
        long position = (long) row * rowBytes + offset;
        while (target.hasRemaining()) {
            int read = channel.read(target, position);
            if (read < 0) {
                throw new EOFException("Row " + row + " of the stored activations was never written");
            }
            position += read;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
