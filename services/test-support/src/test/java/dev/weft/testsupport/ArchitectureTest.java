package dev.weft.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testsupport.rules.WeftArchitecture;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void keepsTheHouseRules() {
    WeftArchitecture.of("dev.weft.testsupport").withDomain("dev.weft.testsupport..").check();
  }

  @Test
  void namesAreUniqueAndFitTheirStores() {
    assertThat(UniqueNames.topic("Re-balance!")).matches("test\\.re-balance\\.[0-9a-f]{12}");
    assertThat(UniqueNames.bucket("x".repeat(90))).hasSizeLessThanOrEqualTo(63);
    assertThat(UniqueNames.id("a")).isNotEqualTo(UniqueNames.id("a"));
  }
}
