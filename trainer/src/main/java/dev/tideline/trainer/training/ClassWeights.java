package dev.tideline.trainer.training;

/** How much a picture's loss counts. */
public enum ClassWeights {
    /** Every picture counts the same. */
    EQUAL,
    /** Every class counts the same in sum: a picture of class c counts pictures / (classes × pictures of c). */
    BALANCED
}
