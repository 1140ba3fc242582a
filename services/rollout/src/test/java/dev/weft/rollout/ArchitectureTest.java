package dev.weft.rollout;

import dev.weft.testsupport.rules.WeftArchitecture;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void keepsTheHouseRules() {
    WeftArchitecture.of("dev.weft.rollout")
        .withDomain(
            "dev.weft.rollout.judge..",
            "dev.weft.rollout.state..",
            "dev.weft.rollout.cluster..",
            "dev.weft.rollout.retention..",
            "dev.weft.rollout.control..")
        .check();
  }
}
