package dev.tideline.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.events.TrainingEventType;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForgottenPictureIT {
    private static final int PICTURES = 30;

    /** Hold ids of forgotten pictures, so that nothing older brings them back. */
    private static final List<String> MEMORY =
            List.of("tideline-trainer-forgotten-changelog", "tideline-trainer-own-writes-changelog");

    @TempDir
    private Path folder;

    private TrainerTopics topics;
    private TopicContents contents;

    @BeforeEach
    void start() {
        topics = new TrainerTopics(folder.resolve("cluster"));
        contents = new TopicContents(topics.kafka());
    }

    @AfterEach
    void stop() {
        contents.close();
        topics.close();
    }

    @Test
    void aForgottenPictureIsInNoCacheFileNoTopicAfterCompactionAndNoLaterRun() throws Exception {
        byte[] byTombstone = DrawnPicture.png("disc", 1_000);
        byte[] byFeedback = DrawnPicture.png("cross", 1_001);
        try (TrainerService service = topics.service(folder.resolve("trainer"))) {
            service.start();
            topics.label("disc", PICTURES);
            topics.label("cross", PICTURES);
            topics.label("first", "disc", byTombstone);
            topics.label("second", "cross", byFeedback);
            awaitCachedPictures(2 * PICTURES + 2);
            assertThat(nextRun()).isEqualTo(Map.of("disc", PICTURES + 1, "cross", PICTURES + 1));
            assertThat(cacheFiles(byTombstone)).hasSizeGreaterThanOrEqualTo(2);
            assertThat(cacheFiles(byFeedback)).hasSizeGreaterThanOrEqualTo(2);
            assertThat(contents.withPicture(byTombstone)).contains("labeled-images", "feedback");
            assertThat(contents.withKey("first"))
                    .contains(
                            "labeled-images",
                            "tideline-trainer-picture-positions-changelog",
                            "tideline-trainer-labels-changelog");

            topics.send(topics.kafka().topics().labeledImages(), "first", null);
            topics.send(topics.kafka().topics().feedback(), "second", null);
            awaitCachedPictures(2 * PICTURES);
            assertThat(cacheFiles(byTombstone)).isEmpty();
            assertThat(cacheFiles(byFeedback)).isEmpty();
            assertThat(nextRun()).isEqualTo(Map.of("disc", PICTURES, "cross", PICTURES));
            assertThat(cacheFiles(byTombstone)).isEmpty();
            assertThat(cacheFiles(byFeedback)).isEmpty();

            contents.compactSoon();
            contents.forgetByTime(topics.kafka().topics().feedback());
            await().atMost(TrainerTopics.PATIENCE).until(() -> {
                // A segment is compacted once another follows it.
                topics.label("disc", 1);
                return contents.withPicture(byTombstone).isEmpty()
                        && contents.withPicture(byFeedback).isEmpty()
                        && MEMORY.containsAll(contents.withKey("first"))
                        && MEMORY.containsAll(contents.withKey("second"));
            });
        }
    }

    /** The pictures of the next run, by label. */
    private Map<String, Integer> nextRun() {
        return TrainerTopics.event(TrainingEventType.DATA, topics.nextRun())
                .getData()
                .getLabels();
    }

    private void awaitCachedPictures(int count) {
        await().atMost(TrainerTopics.PATIENCE)
                .until(() -> files("trainer/pictures").size() == count);
    }

    private List<Path> cacheFiles(byte[] picture) throws IOException {
        String digest = PictureCache.digest(picture);
        List<Path> files = files("trainer/pictures");
        files.addAll(files("trainer/features"));
        files.removeIf(file -> !file.getFileName().toString().startsWith(digest));
        return files;
    }

    /** The files in a folder, as far as they are there long enough: the service is at work there. */
    private List<Path> files(String name) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(Files.createDirectories(folder.resolve(name)), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.add(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path goneMeanwhile, IOException reason) {
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }
}
