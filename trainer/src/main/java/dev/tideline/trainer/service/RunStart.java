package dev.tideline.trainer.service;

import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.bundle.ModelSpec;
import dev.tideline.trainer.data.Split;
import dev.tideline.trainer.export.ModelImport;
import dev.tideline.trainer.network.PretrainedWeights;
import dev.tideline.trainer.network.WeightsException;
import dev.tideline.trainer.training.TrainingSettings;
import dev.tideline.trainer.training.WarmStart;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a run starts from.
 *
 * @param model a model to train further; empty to start from the pretrained base
 * @param lineage what the lineage of the run's version says of it
 */
record RunStart(Optional<WarmStart> model, Map<String, String> lineage) {
    /** Lineage keys: base or production; in the second case which version; and why it is base although production was set. */
    static final String START = "start";

    static final String VERSION = "start_version";
    static final String REFUSED = "start_refused";

    /** Lineage key of the share of pictures that were held out from a version and all that it was trained further from. */
    static final String TEST_SHARE = "test_share";

    private static final Logger LOG = LoggerFactory.getLogger(RunStart.class);

    static RunStart base(Split split) {
        return new RunStart(Optional.empty(), lineage(split, Map.of(START, "base")));
    }

    /**
     * @param production the version that is production, where there is one that can serve
     * @param weights the pretrained base
     * @param labels the run's
     * @param split of the run: production may have learned from no picture that it holds out
     */
    static RunStart production(
            Optional<ModelBundle> production,
            PretrainedWeights weights,
            TrainingSettings settings,
            List<String> labels,
            Split split) {
        try {
            ModelBundle bundle =
                    production.orElseThrow(() -> new WeightsException("There is no version in production"));
            requireHeldOut(bundle.spec(), split);
            ModelImport model = ModelImport.read(bundle);
            WarmStart start = WarmStart.of(model.base(), model.labels(), model.head(), weights, settings, labels);
            String version = Integer.toString(bundle.spec().version());
            return new RunStart(Optional.of(start), lineage(split, Map.of(START, "production", VERSION, version)));
        } catch (WeightsException e) {
            LOG.info("The run starts from the pretrained base, not from production: {}", e.getMessage());
            return new RunStart(Optional.empty(), lineage(split, Map.of(START, "base", REFUSED, e.getMessage())));
        }
    }

    /** A version that tells nothing of it may have learned from anything, wherever it was trained. */
    private static void requireHeldOut(ModelSpec spec, Split split) {
        double heldOut = share(spec.lineage().getOrDefault(TEST_SHARE, "0"));
        if (!(heldOut >= split.test())) {
            throw new WeightsException("It may have learned from pictures that are held out now: a share of " + heldOut
                    + " was held out from it, and " + split.test() + " is to be");
        }
    }

    private static double share(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new WeightsException("Its lineage has no number for " + TEST_SHARE + ", but " + text, e);
        }
    }

    private static Map<String, String> lineage(Split split, Map<String, String> start) {
        Map<String, String> lineage = new HashMap<>(start);
        lineage.put(TEST_SHARE, Double.toString(split.test()));
        return lineage;
    }
}
