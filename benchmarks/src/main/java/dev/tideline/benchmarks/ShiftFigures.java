package dev.tideline.benchmarks;

import dev.tideline.benchmarks.shift.Answer;
import dev.tideline.benchmarks.shift.Kind;
import dev.tideline.benchmarks.shift.Retraining;
import dev.tideline.benchmarks.shift.Share;
import dev.tideline.benchmarks.shift.ShiftPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The report of {@code shift}.
 *
 * @param phases of the stream, in their order; the last is its end, which decides whether it has recovered
 * @param versions that were published, in their order
 * @param settings of the services that are not defaults
 */
record ShiftFigures(
        List<Phase> phases,
        List<Version> versions,
        List<Check> checks,
        int heldOutPhotos,
        ShiftPlan plan,
        Map<String, String> settings) {
    /** Photos at the end of the stream that tell whether it has recovered. */
    static final int END = 600;

    static final double RECOVERED_WITHIN = 0.03;
    static final double FORGOTTEN_BELOW = 0.02;

    /** Version 1 must be this much worse after the shift, or there is nothing to recover from. */
    private static final double HURT = 0.05;

    private static final String ERROR = "error";

    /** What the stream's photos in some phase got: all, and those of each kind. */
    record Phase(String name, Share all, Share ordinary, Share altered) {
        static Phase of(String name, List<Answer> answers, Predicate<Answer> which) {
            List<Answer> chosen = answers.stream().filter(which).toList();
            return new Phase(name, Share.of(chosen), ofKind(Kind.ORDINARY, chosen), ofKind(Kind.ALTERED, chosen));
        }

        private static Share ofKind(Kind kind, List<Answer> answers) {
            return Share.of(
                    answers.stream().filter(answer -> answer.kind() == kind).toList());
        }
    }

    /**
     * A version and the run that made it.
     *
     * @param heldOut what it gets right of photos that were never in the stream, of each kind; empty when it was never
     *     production
     */
    record Version(int number, Retraining run, Optional<Map<Kind, Share>> heldOut) {}

    /**
     * @param answers of the whole stream, in its order
     * @param marks of the versions that became production
     */
    static ShiftFigures of(
            ShiftPlan plan,
            List<Answer> answers,
            List<Retraining> runs,
            SortedMap<Integer, Map<Kind, Share>> marks,
            Map<String, String> settings) {
        List<Phase> phases = phases(plan, answers);
        List<Version> versions = runs.stream()
                .filter(run -> run.version().isPresent())
                .map(run -> new Version(
                        run.version().get(),
                        run,
                        Optional.ofNullable(marks.get(run.version().get()))))
                .toList();
        int heldOut = marks.get(marks.firstKey()).get(Kind.ORDINARY).answers();
        return new ShiftFigures(phases, versions, checks(plan, answers, runs, phases, marks), heldOut, plan, settings);
    }

    private static List<Phase> phases(ShiftPlan plan, List<Answer> answers) {
        List<Phase> phases = new ArrayList<>();
        phases.add(Phase.of("before the shift", answers, answer -> answer.number() < plan.before()));
        TreeSet<Integer> versions = new TreeSet<>();
        answers.stream().filter(answer -> answer.number() >= plan.before()).forEach(a -> versions.add(a.version()));
        for (int version : versions) {
            phases.add(Phase.of(
                    "after it, version " + version,
                    answers,
                    answer -> answer.number() >= plan.before() && answer.version() == version));
        }
        int end = plan.streamed() - END;
        phases.add(Phase.of("the last " + END, answers, answer -> answer.number() >= end));
        return List.copyOf(phases);
    }

    private static List<Check> checks(
            ShiftPlan plan,
            List<Answer> answers,
            List<Retraining> runs,
            List<Phase> phases,
            SortedMap<Integer, Map<Kind, Share>> marks) {
        double before = phases.get(0).all().accuracy();
        double shifted = phases.get(1).all().accuracy();
        double end = phases.get(phases.size() - 1).all().accuracy();
        double oldBefore = ordinary(marks.get(marks.firstKey()));
        double oldAfter = ordinary(marks.get(marks.lastKey()));
        List<Retraining> byError =
                runs.stream().filter(run -> run.reason().equals(ERROR)).toList();
        return List.of(
                new Check(
                        "the shift hurts the version that met it",
                        before - shifted > HURT,
                        percent(before) + " before, " + percent(shifted) + " after"),
                new Check(
                        "the reason error starts a run, after the shift and not before",
                        !byError.isEmpty() && byError.stream().allMatch(run -> run.beganAt() > plan.before()),
                        byError.isEmpty()
                                ? "never"
                                : byError.get(0).beganAt() - plan.before() + " photos after the shift"),
                new Check(
                        "a version that it made becomes production",
                        byError.stream().anyMatch(Retraining::promoted),
                        byError.stream().filter(Retraining::promoted).count() + " of " + byError.size()),
                new Check(
                        "accuracy on the stream recovers to within three points of before",
                        before - end <= RECOVERED_WITHIN,
                        percent(before) + " before, " + percent(end) + " of the last " + END),
                new Check(
                        "accuracy on the old kind falls by less than two points",
                        oldBefore - oldAfter < FORGOTTEN_BELOW,
                        percent(oldBefore) + " by version " + marks.firstKey() + ", " + percent(oldAfter)
                                + " by version " + marks.lastKey() + " of the held-out photos"));
    }

    private static double ordinary(Map<Kind, Share> marks) {
        return marks.get(Kind.ORDINARY).accuracy();
    }

    Table phaseTable() {
        Table table = new Table("stream", "photos", "right", "old kind", "right", "new kind", "right");
        for (Phase phase : phases) {
            table.row(
                    phase.name(),
                    phase.all().answers(),
                    shown(phase.all()),
                    phase.ordinary().answers(),
                    shown(phase.ordinary()),
                    phase.altered().answers(),
                    shown(phase.altered()));
        }
        return table;
    }

    Table versionTable() {
        Table table = new Table("version", "reason", "verdict", "held out: old kind", "new kind");
        for (Version version : versions) {
            table.row(
                    version.number(),
                    version.run().reason(),
                    version.run().promoted() ? "promoted" : objections(version),
                    version.heldOut()
                            .map(marks -> shown(marks.get(Kind.ORDINARY)))
                            .orElse(""),
                    version.heldOut()
                            .map(marks -> shown(marks.get(Kind.ALTERED)))
                            .orElse(""));
        }
        return table;
    }

    private static String objections(Version version) {
        return version.run()
                .verdict()
                .map(verdict -> String.join(" ", verdict.objections()))
                .orElse("");
    }

    private static String shown(Share share) {
        return share.answers() == 0 ? "" : percent(share.accuracy());
    }

    private static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * fraction);
    }
}
