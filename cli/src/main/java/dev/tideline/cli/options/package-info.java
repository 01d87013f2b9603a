/** What the verbs of the command share: options, errors, logs and ways to print. */
package dev.tideline.cli.options;
