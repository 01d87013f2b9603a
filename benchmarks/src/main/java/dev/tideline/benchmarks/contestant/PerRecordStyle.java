package dev.tideline.benchmarks.contestant;

import dev.tideline.model.bundle.ModelBundle;
import java.io.IOException;
import java.util.Set;

/** How the usual pattern loads and calls its model. */
public enum PerRecordStyle {
    /** As the documentation of Kafka Streams and of DJL has it, with TensorFlow as it comes, see {@link ExampleModel}. */
    AS_IN_EXAMPLES(Set.of("TF_ENABLE_ONEDNN_OPTS", "TF_OVERRIDE_GLOBAL_THREADPOOL", "TF_CPU_ALLOCATOR_USE_BFC")) {
        @Override
        PerRecordModel load(ModelBundle bundle) throws IOException {
            return ExampleModel.load(bundle);
        }
    },
    /** With our decoder, our way to call the network and our environment: the pattern is left, and 32-bit floats. */
    TUNED(Set.of()) {
        @Override
        PerRecordModel load(ModelBundle bundle) throws IOException {
            return TunedModel.load(bundle);
        }
    };

    private final Set<String> unset;

    PerRecordStyle(Set<String> unset) {
        this.unset = unset;
    }

    /** Variables of our environment that nobody has set for it. */
    Set<String> unset() {
        return unset;
    }

    /** @throws IOException when the bundle cannot be read or loaded */
    abstract PerRecordModel load(ModelBundle bundle) throws IOException;
}
