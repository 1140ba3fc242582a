package dev.weft.access;

import dev.weft.testsupport.rules.WeftArchitecture;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void the_house_rules_are_kept() {
    WeftArchitecture.of("dev.weft.access")
        .withDomain(
            "dev.weft.access.key..",
            "dev.weft.access.rule..",
            "dev.weft.access.rate..",
            "dev.weft.access.file..")
        .check();
  }
}
