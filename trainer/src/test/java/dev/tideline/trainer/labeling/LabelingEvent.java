package dev.tideline.trainer.labeling;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/** What may happen to the join. Pictures and times go by numbers; order and times have nothing to do with each other. */
sealed interface LabelingEvent {
    /** A picture comes on images. */
    record Picture(int id, int at) implements LabelingEvent {}

    /** Production says something of a picture. */
    record Predict(int id, String label, int version, int at) implements LabelingEvent {}

    /** A label comes on feedback. */
    record Label(int id, String label, int at, boolean withPicture) implements LabelingEvent {}

    /** Someone asks on feedback to forget a picture. */
    record AskToForget(int id, int at) implements LabelingEvent {}

    /** Someone forgets a picture on labeled-images. */
    record Tombstone(int id, int at) implements LabelingEvent {}

    /** Someone else labels a picture on labeled-images. */
    record Import(int id, String label, int at, boolean withPrediction) implements LabelingEvent {}

    /** The join hears of some records on labeled-images. */
    record Hear(int records) implements LabelingEvent {}

    /** Someone writes back what the join wrote to labeled-images some of its records ago. */
    record Restore(int ago) implements LabelingEvent {}

    /** The broker compacts all of labeled-images but its newest records. */
    record Compact(int newest) implements LabelingEvent {}

    /** What happened some events ago happens again. */
    record Again(int ago) implements LabelingEvent {}

    /**
     * Events of which most are feedback: right and wrong labels, corrections, labels with white space or nothing
     * else, with pictures and without, of pictures that come early, late, often and never; others write on
     * labeled-images too, what is older than a tombstone and the join's own records among it.
     *
     * @param ids number of pictures
     * @param times number of moments
     * @param lag of how many records the join hears at once, on an average
     */
    static Arbitrary<LabelingEvent> withBackups(int ids, int times, int lag) {
        Arbitrary<Integer> ago = Arbitraries.integers().between(1, 20);
        return any(ids, times, lag, 0, Tuple.of(4 * lag, ago.map(Restore::new)));
    }

    /**
     * The same, while compaction takes what the join has not read. What others write is newer than any tombstone: what is
     * not may take the place of a record that compaction takes before it is read, and that is a backup written back at
     * the wrong time.
     */
    static Arbitrary<LabelingEvent> withCompaction(int ids, int times, int lag) {
        Arbitrary<Integer> newest = Arbitraries.integers().between(0, lag);
        return any(ids, times, lag, times, Tuple.of(30, newest.map(Compact::new)));
    }

    private static Arbitrary<LabelingEvent> any(
            int ids, int times, int lag, int firstImport, Tuple2<Integer, Arbitrary<? extends LabelingEvent>> more) {
        Arbitrary<Integer> id = Arbitraries.integers().between(0, ids - 1);
        Arbitrary<Integer> at = Arbitraries.integers().between(0, 2 * times - 1);
        Arbitrary<Integer> forgottenAt = Arbitraries.integers().between(0, times - 1);
        Arbitrary<Integer> importedAt = Arbitraries.integers().between(firstImport, 2 * times - 1);
        Arbitrary<String> label = Arbitraries.of("cat", "dog", " dog ", "a new label", " ");
        Arbitrary<String> said = label.filter(text -> !text.isBlank());
        Arbitrary<Boolean> withPicture = Arbitraries.of(false, false, false, true);
        return Arbitraries.frequencyOf(
                Tuple.of(
                        70 * lag,
                        Combinators.combine(id, label, at, withPicture).as(Label::new)),
                Tuple.of(14 * lag, Combinators.combine(id, at).as(Picture::new)),
                Tuple.of(4 * lag, Combinators.combine(id, forgottenAt).as(AskToForget::new)),
                Tuple.of(4 * lag, Combinators.combine(id, forgottenAt).as(Tombstone::new)),
                Tuple.of(
                        14 * lag,
                        Combinators.combine(id, said, Arbitraries.integers().between(1, 3), at)
                                .as(Predict::new)),
                Tuple.of(
                        4 * lag,
                        Combinators.combine(id, said, importedAt, withPicture).as(Import::new)),
                Tuple.of(45, Arbitraries.integers().between(1, 2 * lag).map(Hear::new)),
                Tuple.of(15 * lag, Arbitraries.integers().between(1, 20).map(Again::new)),
                more);
    }
}
