package dev.tideline.trainer.labeling;

/**
 * The newest label of a picture.
 *
 * @param joined whether the picture stands on labeled-images with this label; until then the label waits for it
 */
record LabelState(Label label, boolean joined) {
    static LabelState waiting(Label label) {
        return new LabelState(label, false);
    }

    static LabelState joined(Label label) {
        return new LabelState(label, true);
    }
}
