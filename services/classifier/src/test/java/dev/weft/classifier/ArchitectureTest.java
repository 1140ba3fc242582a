package dev.weft.classifier;

import dev.weft.testsupport.rules.WeftArchitecture;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void keepsTheHouseRules() {
    WeftArchitecture.of("dev.weft.classifier")
        .withDomain(
            "dev.weft.classifier.settings..",
            "dev.weft.classifier.inflight..",
            "dev.weft.classifier.observe..",
            "dev.weft.classifier.prepare..",
            "dev.weft.classifier.consume..",
            "dev.weft.classifier.batch..",
            "dev.weft.classifier.shadow..",
            "dev.weft.classifier.synchronous..",
            "dev.weft.classifier.pipeline..",
            "dev.weft.classifier.loadcheck..",
            "dev.weft.classifier.serving..",
            "dev.weft.classifier.protocol..")
        .check();
  }
}
