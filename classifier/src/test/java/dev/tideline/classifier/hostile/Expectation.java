package dev.tideline.classifier.hostile;

/** What must become of a hostile record, known from how it was made. */
sealed interface Expectation {
    /** It is hostile and right all the same, so it is classified. */
    record Prediction() implements Expectation {}

    /** A dead letter with this reason. */
    record DeadLetter(String reason) implements Expectation {}

    /**
     * A picture with some bytes changed. Whether it can still be decoded is the decoders' affair: a prediction is right,
     * and so is a dead letter whose reason {@link DamagedPicture} finds true.
     */
    record PredictionOrTrueReason() implements Expectation {}

    static Expectation deadLetter(String reason) {
        return new DeadLetter(reason);
    }
}
