package dev.weft.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weft.base.WilsonInterval;
import org.junit.jupiter.api.Test;

/** The expected values were computed independently from the formulas that the Javadoc cites. */
class FiguresTest {

  @Test
  void precisionAndRecallHaveTheirIntervals() {
    ThresholdFigures figures = new ThresholdFigures(5, 4, 3);
    assertIs(figures.precision(), .75, .300642, .954413);
    assertIs(figures.recall(), .6, .230724, .882379);
  }

  @Test
  void f1OfAClassHasTheIntervalOfTheTruePositivesAmongAllThatCount() {
    assertIs(new ThresholdFigures(5, 4, 3).f1(), 2.0 / 3, .315954, .896481);
  }

  @Test
  void f1OfAllClassesHasTheIntervalOfThePrecision() {
    assertIs(new ThresholdFigures(8, 6, 4).microF1(), 8.0 / 14, .257137, .774196);
  }

  @Test
  void f1OfAllClassesIsTheAccuracyWhereAllIsAnswered() {
    ThresholdFigures figures = new ThresholdFigures(10, 10, 6);
    assertThat(figures.microF1()).isEqualTo(figures.recall());
    assertIs(figures.recall(), .6, .312674, .831820);
  }

  @Test
  void withoutAnswersThereIsRecallButNoPrecision() {
    ThresholdFigures figures = new ThresholdFigures(5, 0, 0);
    assertThat(figures.precision()).isNull();
    assertThat(figures.f1()).isNull();
    assertThat(figures.microF1()).isNull();
    assertThat(figures.recall().share()).isZero();
  }

  @Test
  void withoutImagesThereIsPrecisionButNoRecall() {
    ThresholdFigures figures = new ThresholdFigures(0, 2, 0);
    assertThat(figures.precision().share()).isZero();
    assertThat(figures.recall()).isNull();
    assertThat(figures.f1()).isNull();
  }

  @Test
  void moreCannotBeRightThanThereAre() {
    assertThatThrownBy(() -> new ThresholdFigures(1, 3, 2))
        .hasMessageContaining("2 correct of 1 images");
  }

  private static void assertIs(WilsonInterval found, double share, double low, double high) {
    assertThat(found.share()).isCloseTo(share, within(1e-9));
    assertThat(found.low()).isCloseTo(low, within(1e-6));
    assertThat(found.high()).isCloseTo(high, within(1e-6));
  }
}
