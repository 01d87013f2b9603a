/** A training run's results: figures for programs, a page and pictures for people. */
package dev.tideline.trainer.report;
