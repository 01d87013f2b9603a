package dev.tideline.cli;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keeps the last column of the design's module table true. */
class ArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("dev.tideline");

    @Test
    void aModuleUsesOnlyTheModulesThatItMay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("schemas")
                .definedBy("dev.tideline.schemas..", "dev.tideline.events..")
                .layer("embedded")
                .definedBy("dev.tideline.embedded..")
                .layer("model")
                .definedBy("dev.tideline.model..")
                .layer("ingest")
                .definedBy("dev.tideline.ingest..")
                .layer("classifier")
                .definedBy("dev.tideline.classifier..")
                .layer("trainer")
                .definedBy("dev.tideline.trainer..")
                .layer("cli")
                .definedBy("dev.tideline.cli..")
                .whereLayer("schemas")
                .mayNotAccessAnyLayer()
                .whereLayer("embedded")
                .mayOnlyAccessLayers("schemas")
                .whereLayer("model")
                .mayOnlyAccessLayers("schemas")
                .whereLayer("ingest")
                .mayOnlyAccessLayers("schemas")
                .whereLayer("classifier")
                .mayOnlyAccessLayers("schemas", "model")
                .whereLayer("trainer")
                .mayOnlyAccessLayers("schemas", "model")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .check(CLASSES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"schemas", "embedded", "model", "ingest", "classifier", "trainer", "cli"})
    void packagesOfAModuleFormNoCycle(String module) {
        slices().matching("dev.tideline." + module + ".(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(CLASSES);
    }
}
