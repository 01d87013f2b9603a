package dev.tideline.embedded.registry;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/** Avro's rules of schema resolution, applied as a {@link CompatibilityLevel} asks. */
final class Compatibility {
    private Compatibility() {}

    /**
     * What speaks against a new schema.
     *
     * @param earlier the subject's versions, oldest first
     * @return one sentence for each fault; empty if it is compatible
     */
    static List<String> faults(CompatibilityLevel level, Schema newSchema, List<Schema> earlier) {
        int from = level.everyVersion() ? 0 : Math.max(0, earlier.size() - 1);
        List<String> faults = new ArrayList<>();
        for (Schema old : earlier.subList(from, earlier.size())) {
            if (level.newReadsOld()) {
                faults.addAll(readingFaults("new", newSchema, "earlier", old));
            }
            if (level.oldReadsNew()) {
                faults.addAll(readingFaults("earlier", old, "new", newSchema));
            }
        }
        return faults;
    }

    private static List<String> readingFaults(String readerName, Schema reader, String writerName, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()
                .stream()
                .map(fault -> "the " + readerName + " schema cannot read data of the " + writerName + " one at "
                        + fault.getLocation() + ": " + fault.getType() + " (" + fault.getMessage() + ")")
                .toList();
    }
}
