/**
 * The whole of Tideline in one JVM, on real parts: a broker, a registry, the services, a stream of pictures and a
 * simulated person who labels the first of them.
 *
 * <p>{@link dev.tideline.cli.quickstart.Quickstart} tells the story; {@link dev.tideline.cli.quickstart.StreamLedger}
 * keeps the figures; {@link dev.tideline.cli.quickstart.Audit} counts afterwards what really stands on the topics.
 */
package dev.tideline.cli.quickstart;
