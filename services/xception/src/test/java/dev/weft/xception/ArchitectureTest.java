package dev.weft.xception;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.weft.testsupport.rules.WeftArchitecture;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void keepsTheHouseRules() {
    WeftArchitecture.of("dev.weft.xception").withDomain("dev.weft.xception..").check();
  }

  @Test
  void onlyTheDl4jGraphAndItsEngineTouchNd4j() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.weft.xception.network..",
            "dev.weft.xception.weights..",
            "dev.weft.xception.onnx..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.nd4j.linalg..", "org.nd4j.nativeblas..", "org.deeplearning4j..")
        .because("exporting and serving a model must not load ND4J's natives")
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.weft.xception"));
  }
}
