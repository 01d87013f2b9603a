package dev.tideline.trainer.guarantees;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * By which a test and a trainer in another JVM agree on where the trainer is held: a file names the place that is wanted,
 * another appears while the trainer stands there.
 */
record HoldFolder(Path folder) {
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    HoldFolder {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The test's: the trainer is to be held at its next arrival. */
    void want(Place place) throws IOException {
        Files.writeString(wanted(), place.name());
    }

    /** The test's: whether the trainer stands at the place. */
    boolean isHeld() {
        return Files.exists(held());
    }

    /** The test's: the trainer goes on, if it lives, and none is held any more. */
    void letGo() throws IOException {
        Files.deleteIfExists(held());
        Files.deleteIfExists(wanted());
    }

    /** The trainer's: it has arrived at a place, and stays there if it is wanted. */
    void arrive(Place place) {
        try {
            if (Files.exists(wanted()) && Files.readString(wanted()).equals(place.name())) {
                Files.writeString(held(), "");
                await().forever().pollInterval(LOOK_EVERY).until(() -> !Files.exists(wanted()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path wanted() {
        return folder.resolve("wanted");
    }

    private Path held() {
        return folder.resolve("held");
    }
}
