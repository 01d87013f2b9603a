package dev.tideline.cli.quickstart;

import dev.tideline.model.store.Assessment;
import java.util.List;
import java.util.Optional;

/** What gates have made of versions. */
final class Judged {
    static final Assessment FIRST = new Assessment(
            "100 labels are new",
            Optional.of(0.9),
            Optional.of(40),
            Optional.empty(),
            Optional.of(new Assessment.Verdict(true, List.of(), "The first version")));

    static final Assessment REFUSED = new Assessment(
            "200 labels are new",
            Optional.of(0.75),
            Optional.of(80),
            Optional.of(new Assessment.Difference(-0.025, -0.081, 0.029)),
            Optional.of(new Assessment.Verdict(
                    false, List.of("labels_disagree"), "The candidate is kept back: the labels disagree")));

    private Judged() {}
}
