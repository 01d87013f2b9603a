package dev.tideline.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A broker's data folder, formatted for KRaft and held for this process until it is closed.
 *
 * <p>Kafka takes a lock of its own, but only once its controller is already writing to the metadata log; a second
 * process would have damaged the first one's metadata by then.
 */
final class DataFolder implements AutoCloseable {
    private static final String LOCK_FILE = ".tideline.lock";

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    static DataFolder open(Path path, int nodeId, String controllerListener) {
        Path absolute = path.toAbsolutePath().normalize();
        FileChannel lock = lock(absolute);
        try {
            if (!Files.exists(absolute.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) {
                format(absolute, nodeId, controllerListener);
            }
            return new DataFolder(absolute, lock);
        } catch (RuntimeException e) {
            release(lock);
            throw e;
        }
    }

    Path path() {
        return path;
    }

    private static FileChannel lock(Path path) {
        FileChannel channel = null;
        try {
            Files.createDirectories(path);
            channel = FileChannel.open(path.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock taken = channel.tryLock();
            if (taken == null) {
                release(channel);
                throw inUse(path);
            }
            return channel;
        } catch (OverlappingFileLockException e) {
            release(channel);
            throw inUse(path);
        } catch (IOException e) {
            release(channel);
            throw new EmbeddedKafkaException(
                    "Kafka's data folder " + path + " cannot be used (" + e
                            + "). Make it a folder that this user can write to, or choose another.",
                    e);
        }
    }

    private static EmbeddedKafkaException inUse(Path path) {
        return new EmbeddedKafkaException("Kafka's data folder " + path
                + " is in use by another running broker. Stop that one, or choose another folder with --data-dir.");
    }

    private static void format(Path path, int nodeId, String controllerListener) {
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(nodeId)
                    .setControllerListenerName(controllerListener)
                    .setMetadataLogDirectory(path.toString())
                    .addDirectory(path.toString())
                    .run();
        } catch (Exception e) { // Formatter.run() declares no narrower type
            throw new EmbeddedKafkaException(
                    "Kafka's data folder " + path + " could not be formatted (" + e
                            + "). Check the disk's free space and this user's rights, or choose another folder.",
                    e);
        }
    }

    private static void release(FileChannel lock) {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            throw new EmbeddedKafkaException("A data folder's lock could not be released: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        release(lock);
    }
}
