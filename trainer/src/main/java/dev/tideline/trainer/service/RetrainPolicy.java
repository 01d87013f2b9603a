package dev.tideline.trainer.service;

import dev.tideline.events.TrainingRequest;
import dev.tideline.trainer.drift.ErrorRate;
import dev.tideline.trainer.drift.ErrorRise;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * When to train: someone asks, the error of production is rising, enough labels are new or changed since the data of the
 * last run, or the oldest of these has waited long enough; the first of these reasons that holds is the run's. Between
 * two runs there is a pause, unless the next is asked for. A pure function of what it is told.
 *
 * @param settings which reasons count, and from when on
 * @param rules what a run learns from
 * @param validation finds a rising error
 */
record RetrainPolicy(RetrainSettings settings, DatasetRules rules, ProgressiveValidation validation) {
    private static final Duration LONGEST_RETRY = Duration.ofHours(6);
    private static final int MOST_DOUBLINGS = 20;

    /**
     * What is known when it is decided.
     *
     * @param production the version that is production, as far as it is known
     * @param request the newest request for a run that waits
     */
    record Situation(TrainingSet set, LastRun last, OptionalInt production, Optional<TrainingRequest> request) {}

    /** What to do now. */
    sealed interface Decision {
        /** @param message why, for people */
        record Train(RunReason reason, String message) implements Decision {}

        /** @param until when to decide again although nothing new has come; empty for never */
        record Wait(String why, Optional<Instant> until) implements Decision {}
    }

    Decision decide(Situation known, Instant now) {
        Optional<Instant> pauseEnds = pauseEnds(known.last()).filter(now::isBefore);
        if (asked(known).isEmpty() && pauseEnds.isPresent()) {
            return new Decision.Wait(
                    nothingToDo(known).why() + ". The next run begins at " + seconds(pauseEnds.get())
                            + " at the earliest, unless one is asked for",
                    pauseEnds);
        }
        Optional<Decision.Train> reason = asked(known)
                .or(() -> errorIsRising(known))
                .or(() -> enoughLabels(known))
                .or(() -> labelsAreOld(known, now));
        if (reason.isEmpty()) {
            return nothingToDo(known);
        }
        Decision.Train train = reason.get();
        Optional<String> lacking = rules.lacking(known.set());
        if (lacking.isPresent()) {
            String asked = train.reason() == RunReason.REQUEST ? "A run is asked for: " : "";
            return new Decision.Wait(asked + lacking.get(), Optional.empty());
        }
        return train;
    }

    private Optional<Decision.Train> asked(Situation known) {
        return known.request()
                .filter(request -> counts(RunReason.REQUEST))
                .map(request -> new Decision.Train(RunReason.REQUEST, RequestInbox.told("Asked for", request)));
    }

    private Optional<Decision.Train> errorIsRising(Situation known) {
        if (!counts(RunReason.ERROR) || known.production().isEmpty()) {
            return Optional.empty();
        }
        int version = known.production().getAsInt();
        return validation
                .rising(version, known.set(), known.last().trained())
                .map(rise -> new Decision.Train(RunReason.ERROR, told(version, rise)));
    }

    private Optional<Decision.Train> enoughLabels(Situation known) {
        int labels = newLabels(known);
        return counts(RunReason.LABELS) && labels >= settings.minLabels()
                ? Optional.of(
                        new Decision.Train(RunReason.LABELS, labels + " labels are new or changed since the last run"))
                : Optional.empty();
    }

    private Optional<Decision.Train> labelsAreOld(Situation known, Instant now) {
        return oldestComesOfAge(known)
                .filter(age -> !now.isBefore(age))
                .map(age -> new Decision.Train(
                        RunReason.AGE,
                        "The oldest of " + newLabels(known) + " new or changed labels is of "
                                + seconds(age.minus(settings.maxLabelAge()))));
    }

    private Optional<Instant> oldestComesOfAge(Situation known) {
        return known.set()
                .oldestSince(known.last().trained())
                .filter(oldest -> counts(RunReason.AGE))
                .map(oldest -> oldest.plus(settings.maxLabelAge()));
    }

    private Decision.Wait nothingToDo(Situation known) {
        String why = counts(RunReason.LABELS)
                ? newLabels(known) + " of the " + settings.minLabels() + " new labels that start a run are there"
                : "No reason of " + RunReason.list(settings.reasons()) + " holds";
        String ignored = known.request().isPresent() ? "Requests start no run (trainer.reasons). " : "";
        return new Decision.Wait(ignored + why, oldestComesOfAge(known));
    }

    private Optional<Instant> pauseEnds(LastRun last) {
        Optional<Instant> cooledDown = last.ended().map(ended -> ended.plus(settings.coolDown()));
        Optional<Instant> retry = last.failed().map(failed -> failed.plus(retryAfter(last.failures())));
        return Stream.of(cooledDown, retry).flatMap(Optional::stream).max(Comparator.naturalOrder());
    }

    /** Twice as long after each further failure, so that a run that cannot succeed does not take the machine for good. */
    private Duration retryAfter(int failures) {
        Duration first = settings.retryAfter();
        Duration doubled = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        Duration longest = first.compareTo(LONGEST_RETRY) > 0 ? first : LONGEST_RETRY;
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }

    private boolean counts(RunReason reason) {
        return settings.reasons().contains(reason);
    }

    private static int newLabels(Situation known) {
        return known.set().labelsSince(known.last().trained());
    }

    private static String told(int version, ErrorRise rise) {
        return "The error of version " + version + " rose from " + told(rise.before()) + " to " + told(rise.since())
                + " predictions that people labelled (HDDM_A)";
    }

    private static String told(ErrorRate rate) {
        return String.format(Locale.ROOT, "%.1f %% of %d", 100 * rate.share(), rate.tests());
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
