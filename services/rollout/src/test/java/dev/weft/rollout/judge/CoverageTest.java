package dev.weft.rollout.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.rollout.judge.interval.Interval;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Coverage of 95 % intervals: about 95 of 100 draws contain the true value. */
class CoverageTest {

  private static final int DRAWS = 2_000;
  private static final double CONFIDENCE = 0.95;

  private final Random random = new Random(7);

  @Test
  void ofAShiftOfLabels() {
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
  void fewImagesOfOneDistributionAreNoShift() {
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
