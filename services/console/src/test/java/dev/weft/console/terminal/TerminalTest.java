package dev.weft.console.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {

  @Test
  void coloursAreLeftOutWhereNoColorSaysAnythingOrTheTerminalHasNone() {
    assertThat(Terminal.isColored(Map.of())).isTrue();
    assertThat(Terminal.isColored(Map.of("NO_COLOR", ""))).isTrue();
    assertThat(Terminal.isColored(Map.of("NO_COLOR", "0"))).isFalse();
    assertThat(Terminal.isColored(Map.of("TERM", "dumb"))).isFalse();
  }
}
