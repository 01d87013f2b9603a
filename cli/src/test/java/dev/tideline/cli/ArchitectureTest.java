package dev.tideline.cli;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Keeps the last column of the design's module table true. */
@AnalyzeClasses(packages = "dev.tideline", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule aModuleUsesOnlyTheModulesThatItMay = layeredArchitecture()
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
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule packagesOfSchemasFormNoCycle = noCycles("schemas");

    @ArchTest
    static final ArchRule packagesOfEmbeddedFormNoCycle = noCycles("embedded");

    @ArchTest
    static final ArchRule packagesOfModelFormNoCycle = noCycles("model");

    @ArchTest
    static final ArchRule packagesOfClassifierFormNoCycle = noCycles("classifier");

    @ArchTest
    static final ArchRule packagesOfTrainerFormNoCycle = noCycles("trainer");

    @ArchTest
    static final ArchRule packagesOfCliFormNoCycle = noCycles("cli");

    private static ArchRule noCycles(String module) {
        return slices().matching("dev.tideline." + module + ".(**)").should().beFreeOfCycles();
    }
}
