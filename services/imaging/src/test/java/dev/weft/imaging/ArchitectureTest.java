package dev.weft.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testsupport.rules.WeftArchitecture;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void keepsTheHouseRules() {
    WeftArchitecture.of("dev.weft.imaging").withDomain("dev.weft.imaging..").check();
  }

  @Test
  void saysWhatDecodes() {
    assertThat(ImageReaders.describe()).contains("scaled JPEG decoding", "MiB");
  }
}
