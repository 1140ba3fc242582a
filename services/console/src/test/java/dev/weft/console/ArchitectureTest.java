package dev.weft.console;

import dev.weft.testsupport.rules.WeftArchitecture;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void keepsTheHouseRules() {
    WeftArchitecture.of("dev.weft.console").allowStandardStreams().check();
  }
}
