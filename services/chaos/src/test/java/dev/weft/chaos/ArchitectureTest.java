package dev.weft.chaos;

import dev.weft.testsupport.rules.WeftArchitecture;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void houseRulesHold() {
    WeftArchitecture.of("dev.weft.chaos").allowStandardStreams().check();
  }
}
