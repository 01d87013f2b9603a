package dev.tideline.trainer.service;

/**
 * What the trainer that is at work has.
 *
 * @param runner makes its runs
 * @param last what the runs before it left
 */
record Term(Runner runner, LastRun last) {}
