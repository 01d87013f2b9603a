package dev.tideline.trainer.service;

/**
 * What the trainer that is at work has.
 *
 * @param runner makes its runs
 * @param last what the runs before it left
 * @param answered offset after the last request that they answered
 */
record Term(Runner runner, LastRun last, long answered) {}
