package dev.weft.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void givesNoPortTwiceInARow() {
    assertThat(IntStream.range(0, 100).map(i -> Ports.free())).doesNotHaveDuplicates();
  }

  @Test
  void givesPortsBelowThoseOfClients() {
    assertThat(Ports.free()).isBetween(20_000, 31_999);
  }
}
