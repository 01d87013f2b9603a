package dev.tideline.trainer.labeling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class LabelingApplicationIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Logger LOG = (Logger) LoggerFactory.getLogger(LabelingApplication.class);

    @TempDir
    private Path folder;

    private final Instant now = Instant.now();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private JoinTopics topics;

    @BeforeEach
    void start() {
        topics = new JoinTopics(folder.resolve("cluster"));
    }

    @AfterEach
    void stop() {
        topics.close();
        assertThat(failure.get()).isNull();
    }

    @Test
    void picturesAreFetchedBackByOffsetAcrossARestartWithoutStateOnDisk() throws Exception {
        whileRunning("first", () -> {
            topics.picture("a", "picture of a", now);
            topics.picture("b", "picture of b", now);
            topics.label("a", "cat", now);
            topics.label("early", "dog", now);
            awaitJoined("a is cat: picture of a");
        });
        // Another folder: the state comes back from its changelogs.
        whileRunning("second", () -> {
            topics.label("b", "dog", now);
            topics.label("a", "cat", now);
            topics.picture("early", "picture of early", now);
            awaitJoined("a is cat: picture of a", "b is dog: picture of b", "early is dog: picture of early");
        });
    }

    @Test
    void aCorrectionIsJoinedAfterImagesHasLostThePicture() throws Exception {
        whileRunning("state", () -> {
            topics.picture("a", "picture of a", now);
            topics.label("a", "cat", now);
            awaitJoined("a is cat: picture of a");
            topics.loseImages();
            topics.label("a", "dog", now.plusSeconds(1));
            awaitJoined("a is cat: picture of a", "a is dog: picture of a");
        });
    }

    @Test
    void predictionsThatCannotMeetLabelsAreToldAndLabelsAreJoinedNonetheless() throws Exception {
        topics.spreadPredictionsOver(3);
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        LOG.addAppender(logged);
        try {
            whileRunning("state", () -> {
                topics.picture("a", "picture of a", now);
                topics.label("a", "cat", now);
                awaitJoined("a is cat: picture of a");
            });
        } finally {
            LOG.detachAppender(logged);
        }
        assertThat(logged.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .anyMatch(line -> line.startsWith("Topic predictions has another number of partitions than feedback"));
    }

    private interface Steps {
        void take() throws Exception;
    }

    private void whileRunning(String stateFolder, Steps steps) throws Exception {
        LabelingSettings settings = JoinTopics.labeling(folder.resolve(stateFolder));
        try (LabelingApplication application = new LabelingApplication(topics.kafka(), settings, failure::set)) {
            application.start();
            steps.take();
        }
    }

    private void awaitJoined(String... expected) {
        topics.flush();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(topics.joined()).containsExactlyInAnyOrder(expected));
    }
}
