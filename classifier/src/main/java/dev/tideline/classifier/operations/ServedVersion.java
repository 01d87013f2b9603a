package dev.tideline.classifier.operations;

import dev.tideline.model.bundle.ModelSpec;
import dev.tideline.model.serving.ModelSignature;

/** The version that serves, as the outside may know it. */
record ServedVersion(ModelSpec spec, ModelSignature signature) {}
