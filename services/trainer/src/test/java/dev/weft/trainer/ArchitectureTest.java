package dev.weft.trainer;

import dev.weft.testsupport.rules.WeftArchitecture;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void keepsTheHouseRules() {
    WeftArchitecture.of("dev.weft.trainer")
        .withDomain(
            "dev.weft.trainer.dataset..",
            "dev.weft.trainer.features..",
            "dev.weft.trainer.recipe..",
            "dev.weft.trainer.phase..",
            "dev.weft.trainer.evaluate..",
            "dev.weft.trainer.report..")
        .check();
  }
}
