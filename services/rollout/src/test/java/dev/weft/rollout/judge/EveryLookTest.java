package dev.weft.rollout.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.model.ModelMeasured.Moments;
import dev.weft.events.rollout.RolloutChanged.Verdict;
import dev.weft.events.rollout.RolloutCondition;
import dev.weft.events.rollout.RolloutMetric;
import dev.weft.rollout.judge.interval.BetMixture;
import dev.weft.rollout.judge.interval.Interval;
import dev.weft.rollout.judge.interval.PairedLabels;
import dev.weft.rollout.judge.interval.SequentialMean;
import dev.weft.rollout.judge.interval.SequentialPairs;
import dev.weft.rollout.judge.interval.SequentialQuantile;
import dev.weft.rollout.judge.interval.SequentialShare;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/**
 * Rollouts that are evaluated every ten seconds for an hour. However often that happens, the share
 * of rollouts in which an interval ever excludes the true value is at most what the confidence
 * allows: 50 of 1,000, and half of these on each side. A confidence sequence reserves a part of its
 * error probability for evaluations that never happen, so that with these seeds there are fewer.
 */
class EveryLookTest {

  private static final int ROLLOUTS = 1_000;
  private static final int LOOKS = 360;

  /** Number of images between two evaluations. */
  private static final int STEP = 3;

  private static final double ALPHA = 0.05;
  private static final double REFUTED_AT = BetMixture.refutedAt(ALPHA / 2);

  private final Random random = new Random(21);

  /** Both are right about 90 of 100 images; on about 7 of 100 only one of them is right. */
  @Test
  void pairsTellTwoEqualVersionsApartByChanceAlone() {
    int[] worse = {0};
    int[] better = {0};
    for (int rollout = 0; rollout < ROLLOUTS; rollout++) {
      var versions = new Versions(0.9, 0.9, 0.07);
      watch(
          LOOKS,
          () -> {
            var pairs = new SequentialPairs(versions.label(STEP));
            boolean isWorse = pairs.below(0) >= REFUTED_AT;
            boolean isBetter = pairs.above(0) >= REFUTED_AT;
            worse[0] += isWorse ? 1 : 0;
            better[0] += isBetter ? 1 : 0;
            return isWorse || isBetter;
          });
    }

    assertThat(worse[0]).isLessThanOrEqualTo(ROLLOUTS * 25 / 1_000);
    assertThat(better[0]).isLessThanOrEqualTo(ROLLOUTS * 25 / 1_000);
  }

  @Test
  void aVersionThatLiesOnItsBoundIsTakenBackByChanceAlone() {
    int failed =
        leftOut(
            ROLLOUTS,
            LOOKS,
            () -> {
              var versions = new Versions(0.85, 0.9, 0.09);
              return () -> new SequentialPairs(versions.label(STEP)).below(-0.05) >= REFUTED_AT;
            });

    assertThat(failed).isLessThanOrEqualTo(ROLLOUTS * 25 / 1_000);
  }

  @Test
  void aShareIsLeftOutNoMoreOftenThanTheConfidenceSays() {
    int wrong =
        leftOut(
            ROLLOUTS,
            LOOKS,
            () -> {
              var draws = new Draws(random);
              return () -> {
                SequentialShare share = share(draws.labels(STEP, 0.95));
                return share.above(0.95) >= REFUTED_AT || share.below(0.95) >= REFUTED_AT;
              };
            });

    assertThat(wrong).isLessThanOrEqualTo(ROLLOUTS * 50 / 1_000);
  }

  @Test
  void soIsTheDifferenceOfTwoSeparateSamples() {
    int wrong =
        leftOut(
            ROLLOUTS / 10,
            LOOKS / 4,
            () -> {
              var own = new Draws(random);
              var other = new Draws(random);
              return () -> {
                SequentialShare one = share(own.labels(4 * STEP, 0.9));
                SequentialShare two = share(other.labels(12 * STEP, 0.8));
                return one.above(two, 0.1) >= REFUTED_AT || one.below(two, 0.1) >= REFUTED_AT;
              };
            });

    assertThat(wrong).isLessThanOrEqualTo(ROLLOUTS / 10 * 50 / 1_000);
  }

  @Test
  void soIsTheRatioOfTwoQuantiles() {
    int wrong =
        leftOut(
            ROLLOUTS / 10,
            LOOKS / 36,
            () -> {
              Histogram own = MeasuredFigures.histogram();
              Histogram other = MeasuredFigures.histogram();
              return () -> {
                for (int i = 0; i < 36 * STEP; i++) {
                  own.recordValue(Math.round(150_000 * Math.exp(0.4 * random.nextGaussian())));
                  other.recordValue(Math.round(100_000 * Math.exp(0.4 * random.nextGaussian())));
                }
                Interval ratio =
                    new SequentialQuantile(own, 0.5)
                        .dividedBy(new SequentialQuantile(other, 0.5), ALPHA);
                return ratio.low() > 1.5 || ratio.high() < 1.5;
              };
            });

    assertThat(wrong).isLessThanOrEqualTo(ROLLOUTS / 10 * 50 / 1_000);
  }

  /** Means of confidences, most of which are near 1, from the minimum number of images on. */
  @Test
  void soIsAMeanThoughByALimitTheorem() {
    int wrong =
        leftOut(
            ROLLOUTS,
            LOOKS,
            () -> {
              Moments[] moments = {Moments.NONE};
              return () -> {
                for (int i = 0; i < STEP; i++) {
                  moments[0] = moments[0].plus(1 - Math.pow(random.nextDouble(), 3));
                }
                Interval mean = SequentialMean.of(moments[0]).interval(ALPHA);
                return moments[0].count() >= 50 && (mean.low() > 0.75 || mean.high() < 0.75);
              };
            });

    assertThat(wrong).isLessThanOrEqualTo(ROLLOUTS * 50 / 1_000);
  }

  /** The verdict agrees with the evidence about the bound. */
  @Test
  void aVersionThatIs5PointsWorseIsSeenInPairsWithin600Labels() {
    var condition = new RolloutCondition(RolloutMetric.ACCURACY, "difference >= 0");
    int late = 0;
    for (int rollout = 0; rollout < 40; rollout++) {
      PairedLabels pairs = new Versions(0.85, 0.9, 0.07).label(600);
      Verdict verdict =
          Judge.judge(condition, 1 - ALPHA, MeasuredFigures.none(), MeasuredFigures.none(), pairs)
              .verdict();
      assertThat(verdict == Verdict.FAILED)
          .isEqualTo(new SequentialPairs(pairs).below(0) >= REFUTED_AT);
      late += verdict == Verdict.FAILED ? 0 : 1;
    }

    assertThat(late).isLessThanOrEqualTo(4);
  }

  private static SequentialShare share(Draws draws) {
    return Estimator.share(RolloutMetric.ACCURACY, draws.figures());
  }

  private static int leftOut(int rollouts, int looks, Supplier<BooleanSupplier> begin) {
    int count = 0;
    for (int rollout = 0; rollout < rollouts; rollout++) {
      count += watch(looks, begin.get()) ? 1 : 0;
    }
    return count;
  }

  private static boolean watch(int looks, BooleanSupplier look) {
    for (int i = 0; i < looks; i++) {
      if (look.getAsBoolean()) {
        return true;
      }
    }
    return false;
  }

  /** Two versions on the same images. */
  private final class Versions {
    private final double both;
    private final double only;
    private final double other;
    private PairedLabels pairs = PairedLabels.NONE;

    /**
     * @param discordant share of the images about which only one of the versions is right
     */
    Versions(double accuracy, double otherAccuracy, double discordant) {
      only = (discordant + accuracy - otherAccuracy) / 2;
      other = (discordant - accuracy + otherAccuracy) / 2;
      both = accuracy - only;
    }

    PairedLabels label(int images) {
      for (int i = 0; i < images; i++) {
        double at = random.nextDouble();
        boolean isBoth = at < both;
        boolean isOnly = !isBoth && at < both + only;
        boolean isOther = !isBoth && !isOnly && at < both + only + other;
        pairs = pairs.plus(isBoth || isOnly, isBoth || isOther, 1);
      }
      return pairs;
    }
  }
}
