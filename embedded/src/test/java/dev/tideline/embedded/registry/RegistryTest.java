package dev.tideline.embedded.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RegistryTest {
    private static final String SUBJECT = "words-value";
    private static final Schema WORD = Schemas.parse("\"string\"");
    private static final Schema NUMBER = Schemas.parse("\"long\"");
    private static final Schema SMALL_NUMBER = Schemas.parse("\"int\"");

    private final List<Change> journal = new ArrayList<>();
    private final Registry registry = new Registry(journal::add, new State());

    @Test
    void theSameSchemaUnderTwoSubjectsHasOneId() {
        int id = registry.register(SUBJECT, WORD).id();

        assertThat(registry.register("other", WORD).id()).isEqualTo(id);
        assertThat(registry.withId(id)).extracting(SchemaVersion::subject).containsExactlyInAnyOrder(SUBJECT, "other");
    }

    @Test
    void registeringAgainChangesNothing() {
        SchemaVersion first = registry.register(SUBJECT, WORD);

        assertThat(registry.register(SUBJECT, WORD)).isEqualTo(first);
        assertThat(journal).hasSize(1);
    }

    @Test
    void anIncompatibleSchemaIsRefusedAndNotStored() {
        registry.register(SUBJECT, NUMBER);

        assertThatThrownBy(() -> registry.register(SUBJECT, SMALL_NUMBER))
                .isInstanceOfSatisfying(RegistryException.class, refused -> assertThat(refused.code())
                        .isEqualTo(409));
        assertThat(journal).hasSize(1);
    }

    @Test
    void aSoftlyDeletedSchemaIsStillFoundByIdAndComesBackAsANewVersion() {
        int id = registry.register(SUBJECT, WORD).id();
        assertThat(registry.deleteSubject(SUBJECT, false)).containsExactly(1);

        assertThat(registry.subjects(false)).isEmpty();
        assertThat(registry.withId(id)).hasSize(1);
        SchemaVersion back = registry.register(SUBJECT, WORD);
        assertThat(back.id()).isEqualTo(id);
        assertThat(back.version()).isEqualTo(2);
    }

    @Test
    void onlyWhatIsSoftlyDeletedCanBeDeletedForGood() {
        int id = registry.register(SUBJECT, WORD).id();
        assertCode(40405, () -> registry.deleteSubject(SUBJECT, true));
        assertCode(40407, () -> registry.deleteVersion(SUBJECT, 1, true));
        registry.deleteVersion(SUBJECT, 1, false);
        assertCode(40406, () -> registry.deleteVersion(SUBJECT, 1, false));
        assertCode(40404, () -> registry.deleteSubject(SUBJECT, false));
        registry.deleteVersion(SUBJECT, 1, true);

        assertCode(40401, () -> registry.existing(SUBJECT, true));
        assertCode(40403, () -> registry.withId(id));
    }

    @Test
    void anIdIsNeverGivenAgainEvenAfterAReplay() {
        int removed = registry.register(SUBJECT, WORD).id();
        registry.deleteSubject(SUBJECT, false);
        registry.deleteSubject(SUBJECT, true);
        State replayed = new State();
        // What compaction leaves: the newest record of each key.
        replayed.apply(journal.get(journal.size() - 1));

        assertThat(new Registry(journal::add, replayed)
                        .register(SUBJECT, NUMBER)
                        .id())
                .isGreaterThan(removed);
    }

    @Test
    void aWriteThatFailsUsesItsIdUpAndLeavesNothingBehind() {
        List<Change> kept = new ArrayList<>();
        Journal failsFirst = new Journal() {
            private boolean failed;

            @Override
            public void append(Change change) {
                if (!failed) {
                    failed = true;
                    throw RegistryException.storeFailed(new IOException("no broker"));
                }
                kept.add(change);
            }
        };
        Registry unlucky = new Registry(failsFirst, new State());
        assertCode(50001, () -> unlucky.register(SUBJECT, WORD));
        assertThat(unlucky.subjects(true)).isEmpty();

        assertThat(unlucky.register(SUBJECT, NUMBER).id()).isEqualTo(2);
        assertThat(kept).hasSize(1);
    }

    @Test
    void normalizingForgetsTheOrderOfPropertiesAndNothingElse() {
        String one = "{\"type\":\"string\",\"b\":1,\"a\":2}";
        String other = "{\"a\":2,\"type\":\"string\",\"b\":1}";

        assertThat(Schemas.canonical(one, true).toString())
                .isEqualTo(Schemas.canonical(other, true).toString())
                .contains("\"a\":2", "\"b\":1");
        assertThat(Schemas.canonical(one, false).toString())
                .isNotEqualTo(Schemas.canonical(other, false).toString());
    }

    private static void assertCode(int code, ThrowingCallable request) {
        assertThatThrownBy(request)
                .isInstanceOfSatisfying(RegistryException.class, refused -> assertThat(refused.code())
                        .isEqualTo(code));
    }
}
