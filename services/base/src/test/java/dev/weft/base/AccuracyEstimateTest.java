package dev.weft.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weft.base.AccuracyEstimate.Labeled;
import dev.weft.base.AccuracyEstimate.Sums;
import java.util.Random;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class AccuracyEstimateTest {

  private static final Labeled NO_LABELS = new Labeled(new Sums(0, 0, 0), 0, 0);

  private final Random random = new Random(5);

  @Test
  void tooFewLabelsSayNothing() {
    AccuracyEstimate estimate =
        AccuracyEstimate.of(new Sums(1_000, 900, 820), labeled(10, 9), labeled(19, 15));

    assertThat(estimate.isKnown()).isFalse();
    assertThat(estimate.isCalibrated()).isFalse();
    assertThat(estimate.low()).isEmpty();
  }

  @Test
  void withLabelsOfAllImagesItIsTheirAccuracy() {
    AccuracyEstimate estimate =
        AccuracyEstimate.of(labeled(100, 80).confidence(), labeled(100, 80), NO_LABELS);

    assertThat(estimate.value()).isCloseTo(0.8, within(1e-12));
    assertThat(estimate.random()).isTrue();
    assertThat(estimate.variance()).isCloseTo(0.8 * 0.2 / 99, within(1e-9));
  }

  /** All confidences are 0.9 and therefore carry no information about an image. */
  @Test
  void confidencesThatTellNothingApartDoNotCount() {
    AccuracyEstimate estimate =
        AccuracyEstimate.of(new Sums(10_000, 9_000, 8_100), labeled(100, 80), NO_LABELS);

    assertThat(estimate.value()).isCloseTo(0.8, within(1e-12));
    assertThat(estimate.bias()).isCloseTo(-0.1, within(1e-12));
    assertThat(estimate.isCalibrated()).isFalse();
  }

  @Test
  void labelsThatWereChosenCorrectInFullWhereRandomOnesAreMissing() {
    AccuracyEstimate estimate =
        AccuracyEstimate.of(new Sums(10_000, 9_500, 9_100), labeled(10, 9), labeled(90, 71));

    // The mean confidence of all predictions is 0.95; the labeled ones were right 0.1 less often.
    assertThat(estimate.random()).isFalse();
    assertThat(estimate.labels()).isEqualTo(100);
    assertThat(estimate.value()).isCloseTo(0.95 - 0.1, within(1e-9));
  }

  @Test
  void theTruthIsInsideInAbout95Of100DrawsAndTheIntervalNarrowerThanLabelsAlone() {
    int inside = 0;
    double wide = 0;
    double wider = 0;
    int draws = 1_000;
    for (int i = 0; i < draws; i++) {
      var drawn = new Drawn(c -> c);
      drawn.answer(3_000, c -> false);
      drawn.answer(150, c -> true);
      AccuracyEstimate estimate = AccuracyEstimate.of(drawn.all(), drawn.labels(), NO_LABELS);
      // The mean of 1 - u^2 / 2.
      double truth = 1 - 1 / 6.0;
      inside +=
          estimate.low().getAsDouble() <= truth && truth <= estimate.high().getAsDouble() ? 1 : 0;
      wide += estimate.high().getAsDouble() - estimate.low().getAsDouble();
      WilsonInterval alone = WilsonInterval.of(drawn.right, drawn.labeled, WilsonInterval.Z_95);
      wider += alone.high() - alone.low();
    }

    assertThat(inside / (double) draws).isBetween(0.925, 0.97);
    assertThat(wide).isLessThan(0.97 * wider);
  }

  /**
   * People label doubtful images: the share of right predictions among them is far too low, but the
   * estimate is not.
   */
  @Test
  void labelsOfDoubtfulImagesOnlyDoNotMakeItLowWhereConfidencesAreCalibrated() {
    var drawn = new Drawn(c -> c);
    drawn.answer(20_000, c -> c < 0.7);

    AccuracyEstimate estimate = AccuracyEstimate.of(drawn.all(), NO_LABELS, drawn.labels());

    assertThat(drawn.right / (double) drawn.labeled).isLessThan(0.65);
    assertThat(estimate.value()).isCloseTo(1 - 1 / 6.0, within(0.02));
    assertThat(estimate.isCalibrated()).isTrue();
    assertThat(estimate.random()).isFalse();
  }

  @Test
  void aVersionThatIsTooSureIsFoundOut() {
    var drawn = new Drawn(c -> c - 0.15);
    drawn.answer(5_000, c -> false);
    drawn.answer(400, c -> true);

    AccuracyEstimate estimate = AccuracyEstimate.of(drawn.all(), drawn.labels(), NO_LABELS);

    assertThat(estimate.isCalibrated()).isFalse();
    assertThat(estimate.bias()).isCloseTo(-0.15, within(0.05));
    assertThat(estimate.value()).isCloseTo(1 - 1 / 6.0 - 0.15, within(0.05));
  }

  /** Labeled predictions, each with a confidence of 0.9. */
  private static Labeled labeled(long images, long right) {
    return new Labeled(new Sums(images, 0.9 * images, 0.81 * images), right, 0.9 * right);
  }

  /** Random predictions with confidences between 0.5 and 1, mostly near 1. */
  private final class Drawn {
    private final DoubleUnaryOperator accuracy;
    private long answered;
    private double sum;
    private double squares;
    private long labeled;
    private long right;
    private double labeledSum;
    private double labeledSquares;
    private double rightConfidence;

    Drawn(DoubleUnaryOperator accuracy) {
      this.accuracy = accuracy;
    }

    void answer(int images, DoublePredicate isLabeled) {
      for (int i = 0; i < images; i++) {
        double confidence = 1 - Math.pow(random.nextDouble(), 2) / 2;
        answered++;
        sum += confidence;
        squares += confidence * confidence;
        if (isLabeled.test(confidence)) {
          boolean isRight = random.nextDouble() < accuracy.applyAsDouble(confidence);
          labeled++;
          labeledSum += confidence;
          labeledSquares += confidence * confidence;
          right += isRight ? 1 : 0;
          rightConfidence += isRight ? confidence : 0;
        }
      }
    }

    Sums all() {
      return new Sums(answered, sum, squares);
    }

    Labeled labels() {
      return new Labeled(new Sums(labeled, labeledSum, labeledSquares), right, rightConfidence);
    }
  }
}
