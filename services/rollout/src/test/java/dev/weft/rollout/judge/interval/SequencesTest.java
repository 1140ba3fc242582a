package dev.weft.rollout.judge.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weft.events.model.ModelMeasured.Moments;
import dev.weft.rollout.judge.MeasuredFigures;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each confidence sequence at a single evaluation: its components, its edge cases and its
 * invariants.
 */
class SequencesTest {

  private static final double ALPHA = 0.05;

  /** With a single bettor at a time, the capital has a closed form. */
  @Test
  void capitalIsTheMeanOfWhatBettorsWithFixedFractionsHave() {
    double[] payoffs = {2, 0};
    long[] images = {3, 1};
    double weights = 0;
    double sum = 0;
    for (int i = 0; i < 21; i++) {
      double fraction = Math.pow(2, -i / 2.0);
      weights += fraction;
      sum += fraction * Math.pow(1 + fraction, 3) * (1 - fraction);
    }

    assertThat(BetMixture.PAIRS.logCapital(images, payoffs))
        .isCloseTo(Math.log(sum / weights), within(1e-12));
    assertThat(BetMixture.PAIRS.logCapital(new long[2], payoffs)).isCloseTo(0, within(1e-12));
  }

  /** The martingale property: the expected capital after an image equals the capital before it. */
  @Test
  void whereTheHypothesisIsTrueTheCapitalIsExpectedToStay() {
    double share = 0.3;
    double[] payoffs = {1 / share, 0};
    double before = Math.exp(BetMixture.SHARES.logCapital(new long[] {12, 20}, payoffs));

    double hit = Math.exp(BetMixture.SHARES.logCapital(new long[] {13, 20}, payoffs));
    double miss = Math.exp(BetMixture.SHARES.logCapital(new long[] {12, 21}, payoffs));

    assertThat(share * hit + (1 - share) * miss).isCloseTo(before, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"0, 50", "50, 50", "1, 2", "45, 50", "900, 1000", "99000, 100000"})
  void theEndsOfAShareAreWhereItIsRefuted(long counted, long all) {
    var share = new SequentialShare(counted, all);

    Interval interval = share.interval(ALPHA);

    double refutedAt = Math.log(2 / ALPHA);
    assertThat(interval.value()).isEqualTo((double) counted / all);
    assertThat(interval.low()).isBetween(0.0, interval.value());
    assertThat(interval.high()).isBetween(interval.value(), 1.0);
    if (interval.low() > 0) {
      assertThat(share.above(interval.low())).isCloseTo(refutedAt, within(0.01));
    }
    if (interval.high() < 1) {
      assertThat(share.below(interval.high())).isCloseTo(refutedAt, within(0.01));
    }
  }

  /**
   * Wider than an interval for a single evaluation, but at most by about a half, for any number of
   * images.
   */
  @ParameterizedTest
  @CsvSource({"45, 50", "180, 200", "900, 1000", "9000, 10000", "900000, 1000000"})
  void aShareIsKnownAtAllLooksAboutHalfAsWellAsAtOne(long counted, long all) {
    Interval sequence = new SequentialShare(counted, all).interval(ALPHA);
    Interval one = Proportion.of(counted, all, NormalQuantile.ofTwoSides(1 - ALPHA));

    double wider = (sequence.high() - sequence.low()) / (one.high() - one.low());
    assertThat(wider).isBetween(1.2, 2.5);
  }

  @Test
  void aDifferenceOfSharesIsRefutedWhereItIsWithEveryShareOfTheOther() {
    var a = new SequentialShare(80, 100);
    var b = new SequentialShare(60, 100);

    Interval difference = a.minus(b, ALPHA);

    double refutedAt = Math.log(2 / ALPHA);
    double least = Double.POSITIVE_INFINITY;
    for (double p = 0.001; p + difference.low() < 1; p += 0.001) {
      least = Math.min(least, a.above(p + difference.low()) + b.below(p));
    }
    assertThat(least).isCloseTo(refutedAt, within(0.01));
    assertThat(difference.value()).isCloseTo(0.2, within(1e-12));
    Interval mirrored = b.minus(a, ALPHA);
    assertThat(mirrored.low()).isCloseTo(-difference.high(), within(1e-5));
    assertThat(mirrored.high()).isCloseTo(-difference.low(), within(1e-5));
  }

  @Test
  void aRatioWithAZeroAboveBeginsAtZeroAndBelowHasNoEnd() {
    var none = new SequentialShare(0, 100);
    var some = new SequentialShare(20, 100);

    Interval below = none.dividedBy(some, ALPHA);
    Interval above = some.dividedBy(none, ALPHA);
    Interval both = none.dividedBy(none, ALPHA);

    assertThat(below.low()).isZero();
    assertThat(below.high()).isBetween(0.2, 1.0);
    assertThat(above.low()).isBetween(1.0, 10.0);
    assertThat(above.high()).isInfinite();
    assertThat(both.value()).isNaN();
    assertThat(both.low()).isZero();
    assertThat(both.high()).isInfinite();
  }

  @Test
  void aRatioIsOneWhereADifferenceIsNone() {
    var a = new SequentialShare(170, 200);
    var b = new SequentialShare(900, 1_000);

    Interval ratio = a.dividedBy(b, ALPHA);
    Interval difference = a.minus(b, ALPHA);

    assertThat(ratio.low() < 1).isEqualTo(difference.low() < 0);
    assertThat(ratio.high() > 1).isEqualTo(difference.high() > 0);
    assertThat(ratio.value()).isCloseTo(0.85 / 0.9, within(1e-12));
  }

  @Test
  void pairsTellTwoVersionsApartThatSeparateSamplesDoNot() {
    // 90 and 85 of 100 are right, mostly on the same images.
    Interval paired = new SequentialPairs(new PairedLabels(336, 4, 24, 36)).difference(ALPHA);
    Interval unpaired = new SequentialShare(340, 400).minus(new SequentialShare(360, 400), ALPHA);

    assertThat(paired.value()).isEqualTo(-0.05);
    assertThat(unpaired.value()).isCloseTo(-0.05, within(1e-12));
    assertThat(paired.high()).isNegative();
    assertThat(unpaired.high()).isPositive();
    assertThat(paired.high() - paired.low()).isLessThan((unpaired.high() - unpaired.low()) / 2);
  }

  @Test
  void pairsTurnedRoundHaveTheIntervalTurnedRound() {
    Interval one = new SequentialPairs(new PairedLabels(300, 10, 40, 50)).difference(ALPHA);
    Interval other = new SequentialPairs(new PairedLabels(300, 40, 10, 50)).difference(ALPHA);

    assertThat(other.low()).isCloseTo(-one.high(), within(1e-6));
    assertThat(other.high()).isCloseTo(-one.low(), within(1e-6));
  }

  @Test
  void pairsThatAllSayTheSameHaveEnds() {
    Interval all = new SequentialPairs(new PairedLabels(0, 60, 0, 0)).difference(ALPHA);
    assertThat(all.value()).isEqualTo(1);
    assertThat(all.high()).isEqualTo(1);
    assertThat(all.low()).isBetween(0.5, 0.95);

    Interval ties = new SequentialPairs(new PairedLabels(60, 0, 0, 0)).difference(ALPHA);
    assertThat(ties.low()).isBetween(-0.2, -0.01);
    assertThat(ties.high()).isCloseTo(-ties.low(), within(1e-6));
  }

  @Test
  void aRatioOfPairsIsOneWhereTheirDifferenceIsNone() {
    var pairs = new SequentialPairs(new PairedLabels(336, 4, 24, 36));

    Interval ratio = pairs.ratio(ALPHA);

    assertThat(ratio.value()).isCloseTo(340.0 / 360, within(1e-12));
    assertThat(ratio.high()).isLessThan(1);
    assertThat(ratio.low()).isBetween(0.85, 0.94);
    assertThat(new SequentialPairs(new PairedLabels(0, 0, 0, 9)).ratio(ALPHA).value()).isNaN();
  }

  @Test
  void aQuantileLiesBetweenTwoMeasuredValues() {
    Histogram values = MeasuredFigures.histogram();
    for (int i = 1; i <= 100; i++) {
      values.recordValue(i);
    }

    Interval median = new SequentialQuantile(values, 0.5).interval(ALPHA);

    // For a single evaluation the ranks are 40 and 61.
    assertThat(median.value()).isEqualTo(50);
    assertThat(median.low()).isBetween(25.0, 40.0);
    assertThat(median.high()).isBetween(61.0, 76.0);
  }

  @Test
  void fewValuesHaveNoUpperEndOfAHighQuantile() {
    Histogram values = MeasuredFigures.histogram();
    values.recordValueWithCount(5, 500);
    assertThat(new SequentialQuantile(values, 0.99).interval(ALPHA).high()).isInfinite();

    values.recordValueWithCount(5, 200);
    assertThat(new SequentialQuantile(values, 0.99).interval(ALPHA))
        .isEqualTo(new Interval(5, 5, 5));
  }

  @Test
  void quantilesAreComparedByWhateverTheOtherMayBe() {
    Histogram slow = MeasuredFigures.histogram();
    Histogram fast = MeasuredFigures.histogram();
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      fast.recordValue(Math.round(100_000 * Math.exp(0.4 * random.nextGaussian())));
      slow.recordValue(Math.round(150_000 * Math.exp(0.4 * random.nextGaussian())));
    }
    var a = new SequentialQuantile(slow, 0.5);
    var b = new SequentialQuantile(fast, 0.5);

    Interval ratio = a.dividedBy(b, ALPHA);
    Interval difference = a.minus(b, ALPHA);

    assertThat(ratio.low()).isBetween(1.3, 1.5);
    assertThat(ratio.high()).isBetween(1.5, 1.75);
    assertThat(difference.low()).isBetween(30_000.0, 50_000.0);
    assertThat(difference.high()).isBetween(50_000.0, 70_000.0);
    Interval turned = b.dividedBy(a, ALPHA);
    assertThat(turned.low()).isCloseTo(1 / ratio.high(), within(1e-3));
    assertThat(turned.high()).isCloseTo(1 / ratio.low(), within(1e-3));
  }

  /** However many images the other version has: its quantile must be bounded, too. */
  @Test
  void a99thPercentileIsComparedFromSomeThousandImagesOn() {
    Histogram few = MeasuredFigures.histogram();
    Histogram many = MeasuredFigures.histogram();
    Random random = new Random(1);
    for (int i = 0; i < 9_000; i++) {
      many.recordValue(Math.round(100_000 * Math.exp(0.4 * random.nextGaussian())));
      if (i % 9 == 0) {
        few.recordValue(Math.round(100_000 * Math.exp(0.4 * random.nextGaussian())));
      }
    }

    Interval ratio =
        new SequentialQuantile(few, 0.99).dividedBy(new SequentialQuantile(many, 0.99), ALPHA);

    assertThat(ratio.low()).isBetween(0.5, 0.95);
    assertThat(ratio.high()).isBetween(1.1, 2.0);
  }

  @Test
  void aMeanHasTheIntervalOfRobbinsMixture() {
    Moments moments = moments(DoubleStream.iterate(1, i -> i + 1).limit(100));

    Interval mean = SequentialMean.of(moments).interval(ALPHA);

    // The standard deviation of 1..100 is 29.011. With t = n rho^2 the half width is s / sqrt(n)
    // sqrt((1 + 1/t) ln((1 + t) / alpha^2)), where rho^2 is 8.782 / 500.
    double t = 100 * 8.7823 / 500;
    double half = 2.9011 * Math.sqrt((1 + 1 / t) * Math.log((1 + t) / 0.0025));
    assertThat(mean.value()).isEqualTo(50.5);
    assertThat(mean.low()).isCloseTo(50.5 - half, within(0.01));
    assertThat(mean.high()).isCloseTo(50.5 + half, within(0.01));
    assertThat(SequentialMean.of(Moments.NONE.plus(3)).interval(ALPHA).high()).isInfinite();
    assertThat(SequentialMean.of(Moments.NONE).interval(ALPHA).isKnown()).isFalse();
  }

  @Test
  void meansAreComparedWithTheUncertaintyOfBoth() {
    SequentialMean high =
        SequentialMean.of(moments(DoubleStream.iterate(1, i -> i + 1).limit(400)));
    SequentialMean low =
        SequentialMean.of(moments(DoubleStream.iterate(0.5, i -> i + 0.5).limit(400)));

    Interval ratio = high.dividedBy(low, ALPHA);
    Interval difference = high.minus(low).interval(ALPHA);

    assertThat(ratio.value()).isCloseTo(2, within(1e-9));
    assertThat(ratio.low()).isBetween(1.6, 1.95);
    assertThat(ratio.high()).isBetween(2.05, 2.6);
    assertThat(difference.value()).isCloseTo(100.25, within(1e-9));
    assertThat(difference.low()).isBetween(60.0, 95.0);
  }

  @Test
  void nothingMeasuredIsUnknownAndSoIsWhatIsComparedWithIt() {
    var nothing = new SequentialShare(0, 0);
    var some = new SequentialShare(1, 2);
    var empty = new SequentialQuantile(MeasuredFigures.histogram(), 0.5);
    assertThat(nothing.interval(ALPHA).isKnown()).isFalse();
    assertThat(some.minus(nothing, ALPHA).isKnown()).isFalse();
    assertThat(nothing.dividedBy(some, ALPHA).isKnown()).isFalse();
    assertThat(new SequentialPairs(PairedLabels.NONE).difference(ALPHA).isKnown()).isFalse();
    assertThat(new SequentialPairs(PairedLabels.NONE).ratio(ALPHA).isKnown()).isFalse();
    assertThat(empty.interval(ALPHA).isKnown()).isFalse();
    assertThat(empty.minus(empty, ALPHA).isKnown()).isFalse();
    assertThat(empty.dividedBy(empty, ALPHA).isKnown()).isFalse();
    SequentialMean none = SequentialMean.of(Moments.NONE);
    assertThat(none.minus(none).interval(ALPHA).isKnown()).isFalse();
    assertThat(none.dividedBy(none, ALPHA).isKnown()).isFalse();
  }

  private static Moments moments(DoubleStream values) {
    return values.boxed().reduce(Moments.NONE, Moments::plus, Moments::plus);
  }
}
