package dev.weft.kafka;

import dev.weft.testsupport.rules.WeftArchitecture;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void keepsTheHouseRules() {
    WeftArchitecture.of("dev.weft.kafka")
        .withDomain(
            "dev.weft.kafka.client..",
            "dev.weft.kafka.group..",
            "dev.weft.kafka.read..",
            "dev.weft.kafka.streams..",
            "dev.weft.kafka.topic..")
        .check();
  }
}
