package dev.weft.gateway;

import dev.weft.testsupport.rules.WeftArchitecture;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void theHouseRulesAreKept() {
    WeftArchitecture.of("dev.weft.gateway")
        .withDomain(
            "dev.weft.gateway.intake..",
            "dev.weft.gateway.topics..",
            "dev.weft.gateway.views..",
            "dev.weft.gateway.labels..",
            "dev.weft.gateway.datasets..",
            "dev.weft.gateway.live..",
            "dev.weft.gateway.trainings..",
            "dev.weft.gateway.pictures..",
            "dev.weft.gateway.explain..",
            "dev.weft.gateway.rollouts..",
            "dev.weft.gateway.system..",
            "dev.weft.gateway.cache..",
            "dev.weft.gateway.models..",
            "dev.weft.gateway.uncertainty..",
            "dev.weft.gateway.reconcile..")
        .check();
  }
}
