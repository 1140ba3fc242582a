package dev.weft.rollout.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.model.ModelMeasured.Moments;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** How often an interval of 95 per cent holds the truth: in some 95 of 100 draws. */
class CoverageTest {

  private static final int DRAWS = 2_000;
  private static final double CONFIDENCE = 0.95;
  private static final double Z = NormalQuantile.ofTwoSides(CONFIDENCE);

  private final Random random = new Random(7);

  @Test
  void of_a_difference_of_shares() {
    double coverage = coverage(0.1, () -> Mover.difference(share(0.8, 100), share(0.7, 80)));

    assertThat(coverage).isBetween(0.93, 0.97);
  }

  @Test
  void of_a_ratio_of_shares() {
    double coverage = coverage(2, () -> Mover.ratio(share(0.2, 150), share(0.1, 400)));

    assertThat(coverage).isBetween(0.93, 0.97);
  }

  @Test
  void of_a_ratio_of_means() {
    double coverage = coverage(1.5, () -> Mover.ratio(mean(0.9, 60), mean(0.6, 200)));

    assertThat(coverage).isBetween(0.93, 0.97);
  }

  /** Ranks are whole numbers, so that this interval is a little wider than it says. */
  @Test
  void of_a_ratio_of_95th_percentiles() {
    Histogram slow = Figures.histogram();
    Histogram fast = Figures.histogram();

    double coverage =
        coverage(1.5, () -> Mover.ratio(p95(slow, 150_000, 300), p95(fast, 100_000, 600)));

    assertThat(coverage).isBetween(0.94, 0.985);
  }

  @Test
  void of_a_shift_of_labels() {
    double[] live = {0.4, 0.2, 0.2, 0.1, 0.1};
    double[] reference = {0.2, 0.2, 0.2, 0.2, 0.2};
    double truth = 0;
    for (int i = 0; i < live.length; i++) {
      truth += (live[i] - reference[i]) * Math.log(live[i] / reference[i]);
    }

    double coverage =
        coverage(truth, () -> LabelShift.of(labels(live, 500), labels(reference, 300), CONFIDENCE));

    assertThat(coverage).isBetween(0.93, 0.97);
  }

  @Test
  void few_images_of_one_distribution_are_no_shift() {
    double[] even = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
    int shifts = 0;
    for (int i = 0; i < DRAWS; i++) {
      shifts += LabelShift.of(labels(even, 50), labels(even, 50), CONFIDENCE).low() > 0 ? 1 : 0;
    }

    assertThat(shifts).isLessThan(DRAWS * 5 / 100);
  }

  private static double coverage(double truth, Supplier<Interval> draw) {
    int held = 0;
    for (int i = 0; i < DRAWS; i++) {
      Interval interval = draw.get();
      held += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
    }
    return held / (double) DRAWS;
  }

  private Interval share(double probability, int images) {
    int counted = 0;
    for (int i = 0; i < images; i++) {
      counted += random.nextDouble() < probability ? 1 : 0;
    }
    return Proportion.of(counted, images, Z);
  }

  private Interval mean(double mean, int images) {
    Moments moments = Moments.NONE;
    for (int i = 0; i < images; i++) {
      moments = moments.plus(mean * 2 * random.nextDouble());
    }
    return Mean.of(moments, Z);
  }

  private Interval p95(Histogram histogram, double median, int images) {
    histogram.reset();
    for (int i = 0; i < images; i++) {
      histogram.recordValue(Math.round(median * Math.exp(0.4 * random.nextGaussian())));
    }
    return Quantile.of(histogram, 0.95, CONFIDENCE);
  }

  private Map<String, Long> labels(double[] shares, int images) {
    Map<String, Long> labels = new TreeMap<>();
    for (int i = 0; i < images; i++) {
      double at = random.nextDouble();
      int label = 0;
      while (label < shares.length - 1 && at >= shares[label]) {
        at -= shares[label];
        label++;
      }
      labels.merge("label-" + label, 1L, Long::sum);
    }
    return labels;
  }
}
