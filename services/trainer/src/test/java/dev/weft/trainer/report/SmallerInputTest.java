package dev.weft.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.trainer.report.SmallerInput.Compared;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmallerInputTest {
  private static final Compared RIGHT = new Compared(1, 1, 1);
  private static final Compared LOST = new Compared(1, 0, 1);
  private static final Compared WON = new Compared(1, 1, 2);

  @Test
  void aSizeIsOfferedUpToAMarginOfMoreMistakes() {
    SmallerInput offered = SmallerInput.of(235, 0.62, images(200, LOST));

    assertThat(offered).isEqualTo(new SmallerInput(235, 0.62, null, 200, 199, 200, 199));
    assertThat(SmallerInput.of(235, 0.62, images(199, LOST)).objection())
        .isEqualTo(
            "heads of that size classify 198 of 199 images correctly, those of the version's own"
                + " size 199; at most 0.5 % fewer are allowed");
  }

  @Test
  void whatItLosesAndWinsIsWeighedByPairs() {
    SmallerInput offered = SmallerInput.of(267, 0.8, images(10, LOST, WON));

    assertThat(offered.objection()).isNull();
    assertThat(offered.right()).isEqualTo(offered.rightAtOwnSize()).isEqualTo(9);
    assertThat(offered.same()).isEqualTo(8);
  }

  private static List<Compared> images(int count, Compared... some) {
    List<Compared> images = new ArrayList<>(List.of(some));
    while (images.size() < count) {
      images.add(RIGHT);
    }
    return images;
  }
}
