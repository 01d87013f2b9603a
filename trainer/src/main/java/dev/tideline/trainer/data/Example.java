package dev.tideline.trainer.data;

/**
 * A picture and what it shows.
 *
 * @param id names the picture in messages, and decides its place in a split
 * @param label index into the data set's labels
 */
public record Example(String id, int label, PictureSource picture) {}
