package dev.weft.benchpeer;

import dev.weft.testsupport.rules.WeftArchitecture;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void keepsTheHouseRules() {
    WeftArchitecture.of("dev.weft.benchpeer")
        .withDomain("dev.weft.benchpeer", "dev.weft.benchpeer.loop..")
        .allowStandardStreams()
        .check();
  }
}
