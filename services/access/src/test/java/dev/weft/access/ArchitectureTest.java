package dev.weft.access;

import dev.weft.testsupport.rules.WeftArchitecture;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void theHouseRulesAreKept() {
    WeftArchitecture.of("dev.weft.access")
        .withDomain(
            "dev.weft.access.key..",
            "dev.weft.access.rule..",
            "dev.weft.access.rate..",
            "dev.weft.access.file..")
        .check();
  }
}
