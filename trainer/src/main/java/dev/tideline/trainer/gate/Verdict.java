package dev.tideline.trainer.gate;

import java.util.OptionalDouble;

/**
 * What the gate decided.
 *
 * @param promoted whether the candidate becomes production
 * @param candidateAccuracy share of the held-out pictures that the candidate gets right
 * @param productionAccuracy the same for production; empty when there is none
 * @param pictures number of held-out pictures
 * @param why the decision in words
 */
public record Verdict(
        boolean promoted, double candidateAccuracy, OptionalDouble productionAccuracy, int pictures, String why) {}
