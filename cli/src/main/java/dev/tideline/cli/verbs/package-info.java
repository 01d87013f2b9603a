/** The verbs of the command, a class each: they read options, call the module that does the work, and print. */
package dev.tideline.cli.verbs;
