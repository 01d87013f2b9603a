/**
 * Pictures into the topic {@code images}, and labels into {@code feedback}.
 *
 * <p>{@link dev.tideline.ingest.Admission} looks at a file's bytes, {@link dev.tideline.ingest.PicturePublisher} sends
 * what it admits, and {@link dev.tideline.ingest.FolderIngest} does both for a whole folder.
 */
package dev.tideline.ingest;
