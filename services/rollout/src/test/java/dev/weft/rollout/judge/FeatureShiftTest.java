package dev.weft.rollout.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FeatureShiftTest {

  private static final double THRESHOLD = 0.25;
  private static final int GROUPS = 16;
  private static final int DRAWS = 1_000;

  /** Correlation between the starter model's feature groups on photographs. */
  private static final double CORRELATION = 0.7;

  private final Random random = new Random(7);

  @Test
  void itIsTheMeanOverTheGroups() {
    List<List<Long>> live = List.of(List.of(9_000_000_000L, 1_000_000_000L), List.of(4L, 4L));
    List<List<Long>> reference = List.of(List.of(5_000_000_000L, 5_000_000_000L), List.of(4L, 4L));

    // Half of 0.4 ln 1.8 + 0.4 ln 5, minus the expected value under chance for eight images: half
    // of 1/8 + 1/8.
    assertThat(FeatureShift.of(live, reference)).isCloseTo(0.4394 - 0.125, within(1e-4));
  }

  @Test
  void binsThatLiveImagesLackAtTheEndCountAsEmpty() {
    List<List<Long>> reference = List.of(List.of(50L, 50L, 50L));

    assertThat(FeatureShift.of(List.of(List.of(90L)), reference))
        .isEqualTo(FeatureShift.of(List.of(List.of(90L, 0L, 0L)), reference))
        .isGreaterThan(1);
  }

  @Test
  void withoutImagesOrWithOtherGroupsOrBinsItIsUnknown() {
    List<List<Long>> reference = List.of(List.of(50L, 50L));

    assertThat(FeatureShift.of(List.of(), reference)).isNaN();
    assertThat(FeatureShift.of(List.of(List.of()), reference)).isNaN();
    assertThat(FeatureShift.of(List.of(List.of(1L), List.of(1L)), reference)).isNaN();
    assertThat(FeatureShift.of(List.of(List.of(1L, 1L, 1L)), reference)).isNaN();
  }

  /** The worst case for noise: all groups are perfectly correlated. */
  @Test
  void ofOneDistributionItIsAboutNothingEvenWhereAllGroupsMoveTogether() {
    double sum = 0;
    double largest = 0;
    for (int i = 0; i < DRAWS; i++) {
      double index = index(1, 0);
      sum += index;
      largest = Math.max(largest, index);
    }

    assertThat(sum / DRAWS).isLessThan(0.05);
    assertThat(largest).as("of %d draws", DRAWS).isLessThan(2 * THRESHOLD);
  }

  @Test
  void atTheDefaultThresholdNoFalseAlarmIsRaised() {
    assertThat(alarms(DRAWS, 0)).isZero();
  }

  @Test
  void aStandardDeviationInEachGroupIsADrift() {
    assertThat(alarms(200, 1)).isEqualTo(200);
  }

  private int alarms(int draws, double shift) {
    int alarms = 0;
    for (int i = 0; i < draws; i++) {
      alarms += index(CORRELATION, shift) > THRESHOLD ? 1 : 0;
    }
    return alarms;
  }

  /**
   * Index of 500 live images and 60 reference images in 6 bins by their quantiles, as the trainer
   * makes them.
   */
  private double index(double correlation, double shift) {
    double[][] reference = sums(60, correlation, 0);
    double[][] live = sums(500, correlation, shift);
    List<List<Long>> one = new ArrayList<>();
    List<List<Long>> other = new ArrayList<>();
    for (int d = 0; d < GROUPS; d++) {
      double[] sorted = reference[d].clone();
      Arrays.sort(sorted);
      double[] edges = {sorted[10], sorted[20], sorted[30], sorted[40], sorted[50]};
      one.add(counts(live[d], edges));
      other.add(counts(reference[d], edges));
    }
    return FeatureShift.of(one, other);
  }

  /** Normally distributed sums of groups with a given correlation. */
  private double[][] sums(int images, double correlation, double shift) {
    double[][] sums = new double[GROUPS][images];
    for (int i = 0; i < images; i++) {
      double common = random.nextGaussian();
      for (int d = 0; d < GROUPS; d++) {
        sums[d][i] =
            shift
                + Math.sqrt(correlation) * common
                + Math.sqrt(1 - correlation) * random.nextGaussian();
      }
    }
    return sums;
  }

  private static List<Long> counts(double[] values, double[] edges) {
    Long[] counts = Stream.generate(() -> 0L).limit(edges.length + 1).toArray(Long[]::new);
    for (double value : values) {
      int bin = 0;
      while (bin < edges.length && edges[bin] <= value) {
        bin++;
      }
      counts[bin]++;
    }
    return List.of(counts);
  }
}
