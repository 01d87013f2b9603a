/** Whether a model's error is rising. */
package dev.tideline.trainer.drift;
