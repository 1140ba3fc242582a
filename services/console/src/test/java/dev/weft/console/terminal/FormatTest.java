package dev.weft.console.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FormatTest {

  @Test
  void numbersReadWell() {
    assertThat(Format.seconds(8.34)).isEqualTo("8.3 s");
    assertThat(Format.seconds(125)).isEqualTo("2 min 05 s");
    assertThat(Format.seconds(7500)).isEqualTo("2 h 05 min");
    assertThat(Format.bytes(999)).isEqualTo("999 B");
    assertThat(Format.bytes(83_683_744)).isEqualTo("83.7 MB");
    assertThat(Format.percent(0.8943)).isEqualTo("89.4 %");
    assertThat(Format.count(1, "image")).isEqualTo("1 image");
    assertThat(Format.count(0, "image")).isEqualTo("0 images");
  }
}
