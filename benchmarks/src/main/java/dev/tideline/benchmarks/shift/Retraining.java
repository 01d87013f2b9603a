package dev.tideline.benchmarks.shift;

import java.util.List;
import java.util.Optional;

/**
 * A training run, as its events tell it.
 *
 * @param reason for programs
 * @param why for people
 * @param beganAt how many photos of the stream had been sent when it was seen to begin
 * @param verdict the gate's, once there is one
 * @param version that it published, once it has
 */
public record Retraining(String reason, String why, int beganAt, Optional<Verdict> verdict, Optional<Integer> version) {

    /**
     * What the gate decided.
     *
     * @param why for people
     */
    public record Verdict(boolean promoted, List<String> objections, String why) {}

    static Retraining begun(String reason, String why, int beganAt) {
        return new Retraining(reason, why, beganAt, Optional.empty(), Optional.empty());
    }

    Retraining judged(Verdict made) {
        return new Retraining(reason, why, beganAt, Optional.of(made), version);
    }

    Retraining done(int published) {
        return new Retraining(reason, why, beganAt, verdict, Optional.of(published));
    }

    /** Whether its version became production. */
    public boolean promoted() {
        return version.isPresent() && verdict.filter(Verdict::promoted).isPresent();
    }
}
