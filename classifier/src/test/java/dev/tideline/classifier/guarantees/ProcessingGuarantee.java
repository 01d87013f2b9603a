package dev.tideline.classifier.guarantees;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Something that holds of every run, whatever was killed, restarted and swapped in it. */
public interface ProcessingGuarantee {
    /** All that the classifier gives. */
    static List<ProcessingGuarantee> all() {
        return List.of(
                new ExactlyOnce(),
                new OrderPerPartition(),
                new VersionExisted(),
                new MadeByItsVersion(),
                new RightAnswer());
    }

    /** Each way in which it does not hold, in a sentence that names the first offenders; empty when it holds. */
    List<String> violations(Evidence evidence);

    /** Such a sentence, or nothing when nobody offends. */
    static List<String> sentence(String fault, Collection<?> offenders, int all) {
        if (offenders.isEmpty()) {
            return List.of();
        }
        String first = offenders.stream().limit(5).map(Object::toString).collect(Collectors.joining(", "));
        return List.of(
                offenders.size() + " of " + all + " " + fault + ": " + first + (offenders.size() > 5 ? ", …" : ""));
    }
}
