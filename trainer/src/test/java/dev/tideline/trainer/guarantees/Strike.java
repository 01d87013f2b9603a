package dev.tideline.trainer.guarantees;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Something that goes, once, and comes back.
 *
 * @param moment when
 * @param delay how much later than the moment begins
 * @param place where the trainer is held meanwhile, amidst a publication
 */
record Strike(Victim victim, Moment moment, Duration delay, Optional<Place> place) {
    /** What goes. */
    enum Victim {
        TRAINER,
        BROKER
    }

    /** When it goes. */
    enum Moment {
        /** Between two runs, while labels and pictures are joined, as they are all along. */
        JOINING(3_000),
        /** After a run's data was told: what the frozen part gives for it is computed. */
        EXTRACTING(1_500),
        /** After the first epoch. */
        TRAINING(1_000),
        /** From the begin of the export on: then the gate judges. */
        EXPORTING(1_500),
        /** At a place between any two records of the publication, behind the last one, or behind the commit. */
        PUBLISHING(0),
        /** After the run's end was told: old versions are removed. */
        TIDYING(400);

        private final long longestMillis;

        Moment(long longestMillis) {
            this.longestMillis = longestMillis;
        }
    }

    /** The strikes of a run in random order: every other one amidst a publication, the others spread over the moments. */
    static List<Strike> plan(SuiteSettings settings) {
        Random random = settings.random("strikes");
        List<Strike> plan = new ArrayList<>();
        plan.addAll(spread(Victim.TRAINER, settings.kills(), random));
        plan.addAll(spread(Victim.BROKER, settings.brokerRestarts(), random));
        Collections.shuffle(plan, random);
        return plan;
    }

    private static List<Strike> spread(Victim victim, int times, Random random) {
        List<Place> places = new ArrayList<>(Place.ALL);
        Collections.shuffle(places, random);
        List<Moment> moments = new ArrayList<>(Arrays.asList(Moment.values()));
        moments.remove(Moment.PUBLISHING);
        Collections.shuffle(moments, random);
        List<Strike> strikes = new ArrayList<>();
        int first = random.nextInt(2);
        for (int i = first; i < first + times; i++) {
            int turn = i / 2;
            if (i % 2 == 0) {
                Place place = places.get(turn % places.size());
                strikes.add(new Strike(victim, Moment.PUBLISHING, Duration.ZERO, Optional.of(place)));
            } else {
                Moment moment = moments.get(turn % moments.size());
                Duration delay = Duration.ofMillis(random.nextLong(moment.longestMillis));
                strikes.add(new Strike(victim, moment, delay, Optional.empty()));
            }
        }
        return strikes;
    }

    /** Whether it comes before the run that is asked for, and not amidst it. */
    boolean isBeforeRun() {
        return moment == Moment.JOINING;
    }
}
