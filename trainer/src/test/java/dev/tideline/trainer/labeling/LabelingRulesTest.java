package dev.tideline.trainer.labeling;

import static dev.tideline.trainer.labeling.JoinDriver.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.tideline.events.LabeledImage;
import dev.tideline.trainer.labeling.LabelingEvent.Again;
import dev.tideline.trainer.labeling.LabelingEvent.AskToForget;
import dev.tideline.trainer.labeling.LabelingEvent.Compact;
import dev.tideline.trainer.labeling.LabelingEvent.Hear;
import dev.tideline.trainer.labeling.LabelingEvent.Import;
import dev.tideline.trainer.labeling.LabelingEvent.Label;
import dev.tideline.trainer.labeling.LabelingEvent.Picture;
import dev.tideline.trainer.labeling.LabelingEvent.Predict;
import dev.tideline.trainer.labeling.LabelingEvent.Restore;
import dev.tideline.trainer.labeling.LabelingEvent.Tombstone;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.kafka.streams.test.TestRecord;
import org.slf4j.LoggerFactory;

class LabelingRulesTest {
    private static final int FEEDBACK_EVENTS = 100_000;
    private static final Logger JOIN = (Logger) LoggerFactory.getLogger(PictureJoin.class.getPackageName());

    @BeforeContainer
    static void doNotNameTheThousandsThatArePassedOverOrWait() {
        JOIN.setLevel(Level.ERROR);
    }

    @AfterContainer
    static void nameThemAgain() {
        JOIN.setLevel(null);
    }

    @Provide
    static Arbitrary<List<LabelingEvent>> shortStoriesWithBackups() {
        return LabelingEvent.withBackups(2, 8, 4).list().ofMaxSize(50);
    }

    @Provide
    static Arbitrary<List<LabelingEvent>> shortStoriesWithCompaction() {
        return LabelingEvent.withCompaction(2, 8, 4).list().ofMaxSize(50);
    }

    @Provide
    static Arbitrary<LongStory> aLongStory() {
        return Arbitraries.of(
                        LabelingEvent.withBackups(1_000, 1_000, 1_000),
                        LabelingEvent.withCompaction(1_000, 1_000, 1_000))
                .flatMap(event -> event.list().ofSize(2 * FEEDBACK_EVENTS))
                .map(LongStory::new);
    }

    /** Too long to be shown. */
    private record LongStory(List<LabelingEvent> events) {
        @Override
        public String toString() {
            return events.size() + " events";
        }
    }

    @Property(tries = 1000)
    void whateverComesInWhateverOrderTheSetIsWhatTheRulesSay(
            @ForAll("shortStoriesWithBackups") List<LabelingEvent> story) {
        requireTheRules(story);
    }

    @Property(tries = 1000)
    void whateverCompactionTakesBeforeItIsReadTheSetIsWhatTheRulesSay(
            @ForAll("shortStoriesWithCompaction") List<LabelingEvent> story) {
        requireTheRules(story);
    }

    @Property(tries = 1, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void theSetIsWhatTheRulesSayAfterAHundredThousandLabels(@ForAll("aLongStory") LongStory story) {
        assertThat(story.events().stream().filter(Label.class::isInstance))
                .hasSizeGreaterThanOrEqualTo(FEEDBACK_EVENTS);
        requireTheRules(story.events());
    }

    private static void requireTheRules(List<LabelingEvent> story) {
        try (JoinDriver join = new JoinDriver()) {
            LabelingRules rules = new LabelingRules();
            for (int i = 0; i < story.size(); i++) {
                happen(event(story, i), join, rules);
            }
            hear(Integer.MAX_VALUE, join, rules);

            Map<String, JoinDriver.Labeled> set = join.set();
            Map<String, String> labels = new TreeMap<>();
            set.forEach((id, labeled) -> labels.put(id, labeled.label()));
            assertThat(labels.entrySet())
                    .containsExactlyInAnyOrderElementsOf(rules.set().entrySet());
            assertThat(join.tests().entrySet())
                    .containsExactlyInAnyOrderElementsOf(rules.tests().entrySet());
            assertThat(set).allSatisfy((id, labeled) -> assertThat(rules.holds(id, labeled.picture()))
                    .as("%s of %s came and was not forgotten", labeled.picture(), id)
                    .isTrue());
        }
    }

    /** The event at a place; one that repeats nothing but repetitions is a wait. */
    private static LabelingEvent event(List<LabelingEvent> story, int place) {
        int at = place;
        while (at >= 0 && story.get(at) instanceof Again again) {
            at -= again.ago();
        }
        return at >= 0 ? story.get(at) : new Hear(0);
    }

    private static void happen(LabelingEvent event, JoinDriver join, LabelingRules rules) {
        if (event instanceof Picture picture) {
            String content = content(picture.id(), picture.at());
            join.picture(id(picture.id()), content, time(picture.at()));
            rules.picture(id(picture.id()), content, time(picture.at()));
        } else if (event instanceof Predict said) {
            join.predict(id(said.id()), said.label(), said.version(), time(said.at()));
            rules.prediction(id(said.id()), said.version() + ": " + said.label(), time(said.at()));
        } else if (event instanceof Label label) {
            Optional<String> own =
                    label.withPicture() ? Optional.of(content(label.id(), label.at())) : Optional.empty();
            join.feedback(id(label.id()), id(label.id()), label.label(), time(label.at()), own);
            rules.label(id(label.id()), label.label(), time(label.at()), own);
        } else if (event instanceof AskToForget forget) {
            join.askToForget(id(forget.id()), time(forget.at()));
            rules.tombstone(id(forget.id()), time(forget.at()));
        } else if (event instanceof Tombstone tombstone) {
            join.writeLabeled(id(tombstone.id()), null, time(tombstone.at()));
        } else if (event instanceof Import labeled) {
            join.writeLabeled(
                    id(labeled.id()),
                    labeled.label(),
                    time(labeled.at()),
                    content(labeled.id(), labeled.at()),
                    before(labeled));
        } else if (event instanceof Restore restore) {
            join.restore(restore.ago());
        } else if (event instanceof Compact compact) {
            join.compactLabeledImages(compact.newest());
        } else if (event instanceof Hear hear) {
            hear(hear.records(), join, rules);
        }
    }

    private static Optional<Prediction> before(Import labeled) {
        return labeled.withPrediction()
                ? Optional.of(new Prediction("from elsewhere", "default", 7, NOON))
                : Optional.empty();
    }

    private static void hear(int records, JoinDriver join, LabelingRules rules) {
        for (int i = 0; i < records; i++) {
            Optional<LabeledTopic.Heard> heard = join.hearNext();
            if (heard.isEmpty()) {
                return;
            }
            if (heard.get().counts()) {
                othersWrote(heard.get().record(), rules);
            }
        }
    }

    /** What others write on labeled-images counts when the join hears of it. */
    private static void othersWrote(TestRecord<String, LabeledImage> record, LabelingRules rules) {
        LabeledImage image = record.value();
        if (image == null) {
            rules.tombstone(record.key(), record.getRecordTime());
        } else {
            String picture = JoinDriver.labeled(image).picture();
            rules.othersLabel(record.key(), image.getLabel(), image.getLabeledAt(), picture, JoinDriver.test(image));
        }
    }

    private static String id(int number) {
        return "picture-" + number;
    }

    /** Never the same, so that no picture can pass for another. */
    private static String content(int id, int at) {
        return "picture " + id + " of " + at;
    }

    private static Instant time(int number) {
        return NOON.plusSeconds(number);
    }
}
