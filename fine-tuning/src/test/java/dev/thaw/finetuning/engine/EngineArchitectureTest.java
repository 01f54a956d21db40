package dev.thaw.finetuning.engine;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.thaw.finetuning", importOptions = DoNotIncludeTests.class)
class EngineArchitectureTest {

    @ArchTest
    static final ArchRule ONLY_THE_ENGINE_KNOWS_THE_NUMERICAL_LIBRARY = noClasses().that()
            .resideOutsideOfPackage("dev.thaw.finetuning.engine")
            .should().dependOnClassesThat().resideInAnyPackage("org.nd4j..", "org.bytedeco..");

    @ArchTest
    static final ArchRule THE_ENGINE_KNOWS_NO_PACKAGE_OF_THE_LIBRARY_BUT_NETWORKS = noClasses().that()
            .resideInAPackage("dev.thaw.finetuning.engine")
            .should().dependOnClassesThat(resideInAPackage("dev.thaw..")
                    .and(resideOutsideOfPackages("dev.thaw.finetuning.engine", "dev.thaw.finetuning.network")));
}
