/** What a trainer shows of itself: the meters of its runs and of its training set, and its health. */
package dev.tideline.trainer.operations;
