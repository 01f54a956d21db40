package dev.thaw.finetuning;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.thaw.finetuning", importOptions = ImportOption.DoNotIncludeTests.class)
class PackagesTest {

    @ArchTest
    static final ArchRule no_package_needs_another_that_needs_it = slices().matching("dev.thaw.finetuning.(*)..").should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule only_the_engine_knows_the_numerical_library = noClasses().that()
            .resideOutsideOfPackage("dev.thaw.finetuning.engine..").should().dependOnClassesThat()
            .resideInAnyPackage("org.nd4j..", "org.bytedeco..");

    @ArchTest
    static final ArchRule the_library_knows_no_framework = noClasses().should().dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..", "jakarta..", "io.smallrye..", "org.apache.kafka..", "io.minio..");
}
