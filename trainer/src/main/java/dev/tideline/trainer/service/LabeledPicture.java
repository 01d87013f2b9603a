package dev.tideline.trainer.service;

/**
 * A picture of the training set, without its bytes.
 *
 * @param partition of labeled-images
 * @param offset of the newest record of the picture
 * @param digest SHA-256 of the encoded picture, in 64 lower-case hexadecimal digits
 */
record LabeledPicture(String id, String label, int partition, long offset, String digest) {}
