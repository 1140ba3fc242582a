package dev.weft.demo;

import dev.weft.testsupport.rules.WeftArchitecture;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void keepsTheHouseRules() {
    WeftArchitecture.of("dev.weft.demo").allowStandardStreams().check();
  }
}
