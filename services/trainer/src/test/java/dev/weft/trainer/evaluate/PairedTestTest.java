package dev.weft.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PairedTestTest {

  @Test
  void oneThatIsAsGoodGivesAnEvenChanceAndMore() {
    PairedTest even = new PairedTest(100, 7, 7);
    assertThat(even.atLeastAsGood(0)).isBetween(0.5, 0.65);
    assertThat(even.atLeastAsGood(0)).isCloseTo(even.atLeastAsBad(0), within(1e-9));
  }

  @Test
  void twoThatAgreeOnAllAreTheSurerTheMoreImagesThereAre() {
    // Probability that none of n images is lost if one in twenty were: 0.95^n.
    assertThat(new PairedTest(50, 0, 0).atLeastAsGood(0.05))
        .isCloseTo(Math.pow(0.95, 50), within(1e-9));
    assertThat(new PairedTest(200, 0, 0).atLeastAsGood(0.05))
        .isCloseTo(Math.pow(0.95, 200), within(1e-9));
    assertThat(new PairedTest(200, 0, 0).atLeastAsBad(0)).isEqualTo(1);
  }

  @Test
  void allLostIsAsBadAsCanBe() {
    PairedTest lost = new PairedTest(6, 6, 0);
    assertThat(lost.atLeastAsBad(0.1)).isBetween(0.02, 0.04);
    // Probability that all six are lost, at one in ten and the allowance for those that are won
    // elsewhere.
    assertThat(lost.atLeastAsBad(0.1, 0.05)).isCloseTo(Math.pow(0.15, 6), within(1e-9));
    assertThat(new PairedTest(6, 1, 0).atLeastAsBad(0.1, 0.05)).isGreaterThan(0.3);
    assertThat(lost.atLeastAsGood(0.1)).isCloseTo(1, within(1e-9));
  }

  /** Since one nuisance parameter is estimated, the test may exceed its level slightly. */
  @Test
  void itIsWrongAboutAsOftenAsItSays() {
    SplittableRandom random = new SplittableRandom(1);
    for (int images : new int[] {60, 250}) {
      int passed = 0;
      for (int run = 0; run < 4000; run++) {
        int lost = 0;
        int won = 0;
        for (int i = 0; i < images; i++) {
          double u = random.nextDouble();
          lost += u < 0.09 ? 1 : 0;
          won += u >= 0.09 && u < 0.13 ? 1 : 0;
        }
        passed += new PairedTest(images, lost, won).atLeastAsGood(0.05) <= 0.1 ? 1 : 0;
      }
      assertThat(passed / 4000.0).isBetween(0.03, 0.12);
    }
  }

  @Test
  void largeSetsAreNoTrouble() {
    assertThat(new PairedTest(40_000, 1200, 1200).atLeastAsGood(0.05)).isLessThan(1e-9);
    assertThat(new PairedTest(40_000, 2400, 1200).atLeastAsBad(0.01)).isLessThan(1e-9);
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> new PairedTest(3, 2, 2))
        .hasMessage("with 3 images, there cannot be 2 losses and 2 wins");
  }
}
