package dev.tideline.model.store;

import dev.tideline.events.ModelArtifactChunk;
import dev.tideline.events.ModelVersion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Chunks of one artifact, written to a file as they come; holds none of them. */
final class ArtifactAssembly implements AutoCloseable {
    private final ModelVersion version;
    private final FileChannel file;
    private int next;

    ArtifactAssembly(ModelVersion version, Path path) throws IOException {
        this.version = version;
        this.file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        file.truncate(0);
    }

    /** The key of the chunk that is needed next. */
    String wanted() {
        return ModelKeys.chunk(version.getName(), version.getVersion(), next);
    }

    /** Takes in the chunk that is needed next. */
    void add(ModelArtifactChunk chunk) throws IOException, RefusedVersionException {
        if (!wanted().equals(ModelKeys.chunk(chunk.getName(), chunk.getVersion(), chunk.getChunk()))) {
            throw new RefusedVersionException("The record with the key " + wanted() + " holds another chunk.");
        }
        ByteBuffer data = chunk.getData().duplicate();
        if (file.position() + data.remaining() > version.getArtifactLength()) {
            throw new RefusedVersionException(
                    "Its chunks hold more than the " + version.getArtifactLength() + " bytes that were published.");
        }
        while (data.hasRemaining()) {
            file.write(data);
        }
        next++;
    }

    boolean isComplete() {
        return next == version.getArtifactChunks();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
