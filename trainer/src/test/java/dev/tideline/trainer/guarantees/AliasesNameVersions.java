package dev.tideline.trainer.guarantees;

import java.util.List;
import java.util.stream.IntStream;

/** Whenever the trainer dies, aliases name versions that are there. */
record AliasesNameVersions() implements TrainingGuarantee {
    @Override
    public List<String> violations(Evidence evidence) {
        List<Catalog> catalogs = evidence.catalogs();
        return TrainingGuarantee.sentence(
                "aliases named a version that was not there",
                IntStream.range(0, catalogs.size())
                        .boxed()
                        .flatMap(place -> catalogs.get(place).aliases().entrySet().stream()
                                .filter(alias -> !catalogs.get(place).versions().contains(alias.getValue()))
                                .map(alias -> alias.getKey() + " " + alias.getValue() + " after kill " + (place + 1)))
                        .toList());
    }
}
