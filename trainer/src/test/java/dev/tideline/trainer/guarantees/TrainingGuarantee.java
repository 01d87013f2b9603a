package dev.tideline.trainer.guarantees;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Something that holds of every trainer, whatever was killed and restarted. */
interface TrainingGuarantee {
    /** All that the trainer gives. */
    static List<TrainingGuarantee> all() {
        return List.of(
                new NoLabelLost(),
                new OneVersionPerRequest(),
                new NumbersWithoutGaps(),
                new WholeBundles(),
                new AliasesNameVersions(),
                new NothingLeftOver());
    }

    /** Each way in which it does not hold, in a sentence that names the first offenders; empty when it holds. */
    List<String> violations(Evidence evidence);

    /** Such a sentence, or nothing when nobody offends. */
    static List<String> sentence(String fault, Collection<?> offenders) {
        if (offenders.isEmpty()) {
            return List.of();
        }
        String first = offenders.stream().limit(5).map(Object::toString).collect(Collectors.joining(", "));
        return List.of(offenders.size() + " " + fault + ": " + first + (offenders.size() > 5 ? ", …" : ""));
    }
}
