package dev.weft.trainer.report.picture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PictureStyleTest {

  @Test
  void cutsLongNamesInTheirMiddle() {
    assertThat(PictureStyle.name("t-shirt")).isEqualTo("t-shirt");
    assertThat(PictureStyle.name("waterproof outdoor jacket, size 12"))
        .isEqualTo("waterproof o…size 12")
        .hasSize(20);
  }

  @Test
  void cutsNoCharacterInTwo() {
    String hats = "\uD83C\uDFA9".repeat(30);

    assertThat(PictureStyle.name(hats).codePoints().filter(point -> point == 0x1F3A9)).hasSize(19);
  }

  @Test
  void takesRoundStepsAlongAnAxis() {
    assertThat(PictureStyle.step(1.47).getSize()).isEqualTo(0.2);
    assertThat(PictureStyle.step(1.47).valueToString(0.4)).isEqualTo("0.4");
    assertThat(PictureStyle.step(12).valueToString(4)).isEqualTo("4");
    assertThat(PictureStyle.step(1e300).valueToString(1e300)).isEqualTo("1E300");
  }

  @Test
  void writesSharesAsPercent() {
    assertThat(PictureStyle.percent(0.9744)).isEqualTo("97.4 %");
    assertThat(PictureStyle.percent(Double.NaN)).isEqualTo("–");
  }
}
