package dev.thaw.reliability.verify;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

class IndependenceTest {

    @Test
    void the_verifier_shares_no_code_with_what_it_verifies() {
        JavaClasses verifier = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackagesOf(Verifier.class);

        ArchRuleDefinition.classes().that().resideInAPackage("dev.thaw.reliability.verify").should().onlyDependOnClassesThat()
                .resideInAnyPackage("dev.thaw.reliability.verify", "java..", "org.apache.kafka..", "io.minio..",
                        "com.fasterxml.jackson..")
                .check(verifier);
    }
}
