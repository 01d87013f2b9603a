package dev.tideline.ingest;

import dev.tideline.ingest.Admission.Admitted;
import dev.tideline.ingest.Admission.Refused;
import dev.tideline.ingest.Refusal.Reason;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends the pictures of a folder, with its sub-folders, in the order of their names; with labels, the name of the first
 * folder below it is sent as feedback too. Files are read one at a time; what is remembered is an id for each picture
 * sent, to send none twice. Use an instance once, from one thread.
 */
public final class FolderIngest {
    private final Path folder;
    private final Optional<String> labeledBy;
    private final Optional<ClaimBase> claimBase;
    private final PicturePublisher publisher;
    private final IngestListener listener;

    private final Set<String> ids = new HashSet<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private long labels;
    private long duplicates;
    private long refused;

    private FolderIngest(
            Path folder,
            Optional<String> labeledBy,
            Optional<ClaimBase> claimBase,
            PicturePublisher publisher,
            IngestListener listener) {
        this.folder = folder;
        this.labeledBy = labeledBy;
        this.claimBase = claimBase;
        this.publisher = publisher;
        this.listener = listener;
    }

    /**
     * Sends a folder's pictures and waits until the broker has them.
     *
     * @param labeledBy who the labels taken from folders' names come from; empty to send no labels
     * @param claimBase where the folder can be read by others: pictures that are too large for their event go by claim
     *     check then; empty to refuse them
     * @throws NotDirectoryException when there is no such folder
     * @throws PublishException when the broker does not take a picture; those before it are sent
     */
    public static IngestSummary run(
            Path folder,
            Optional<String> labeledBy,
            Optional<ClaimBase> claimBase,
            PicturePublisher publisher,
            IngestListener listener)
            throws NotDirectoryException {
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder + " is no folder: name a folder of pictures");
        }
        return new FolderIngest(folder, labeledBy, claimBase, publisher, listener).run();
    }

    private IngestSummary run() {
        long start = System.nanoTime();
        listener.started(count());
        FolderWalk.of(folder, new FolderWalk.Visitor() {
            @Override
            public void file(Path file) {
                send(file);
            }

            @Override
            public void unreadable(Path unreadable, String why) {
                refuse(new Refusal(source(unreadable), Reason.UNREADABLE, why));
            }
        });
        publisher.flush();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return new IngestSummary(ids.size(), labels, duplicates, refused, List.copyOf(refusals), took);
    }

    private long count() {
        AtomicLong files = new AtomicLong();
        FolderWalk.of(folder, new FolderWalk.Visitor() {
            @Override
            public void file(Path file) {
                files.incrementAndGet();
            }

            @Override
            public void unreadable(Path unreadable, String why) {
                files.incrementAndGet();
            }
        });
        return files.get();
    }

    private void send(Path file) {
        Optional<String> uri = claimBase.map(base -> base.uri(folder.relativize(file)));
        Admission admission = Admission.of(file, source(file), uri);
        if (admission instanceof Refused no) {
            refuse(no.refusal());
        } else if (admission instanceof Admitted yes) {
            send(yes.picture(), file);
        }
    }

    private void send(Picture picture, Path file) {
        if (!ids.add(picture.id())) {
            duplicates++;
            listener.duplicate(picture);
            return;
        }
        publisher.publish(picture);
        if (labeledBy.isPresent()) {
            classFolder(file).ifPresent(label -> {
                publisher.label(picture.id(), label, labeledBy.get());
                labels++;
            });
        }
        listener.sent(picture);
    }

    private void refuse(Refusal refusal) {
        refused++;
        if (refusals.size() < IngestSummary.LISTED_REFUSALS) {
            refusals.add(refusal);
        }
        listener.refused(refusal);
    }

    private String source(Path file) {
        return folder.relativize(file).toString();
    }

    /** The folder just below the ingested one; pictures that lie beside the class folders have no label. */
    private Optional<String> classFolder(Path file) {
        Path relative = folder.relativize(file);
        return relative.getNameCount() > 1 ? Optional.of(relative.getName(0).toString()) : Optional.empty();
    }
}
