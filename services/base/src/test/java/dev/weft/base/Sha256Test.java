package dev.weft.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Sha256Test {

  /** The example of FIPS 180-4. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void givesTheStandardsExample() {
    assertThat(Sha256.hex("abc")).isEqualTo(ABC);
    assertThat(Sha256.hex("abc".getBytes(StandardCharsets.UTF_8))).isEqualTo(ABC);
    assertThat(Sha256.of("abc")).hasSize(32).isEqualTo(Sha256.of(new byte[] {'a', 'b', 'c'}));
  }

  @Test
  void givesItsFirstBytes() {
    assertThat(Sha256.hex("abc", 16)).isEqualTo(ABC.substring(0, 32));
    assertThat(Sha256.hex("abc".getBytes(StandardCharsets.UTF_8), 10))
        .isEqualTo(ABC.substring(0, 20));
    assertThat(Sha256.hex("abc", 32)).isEqualTo(ABC);
  }
}
