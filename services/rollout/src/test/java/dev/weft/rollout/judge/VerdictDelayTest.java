package dev.weft.rollout.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.rollout.RolloutChanged.Verdict;
import dev.weft.events.rollout.RolloutCondition;
import dev.weft.events.rollout.RolloutMetric;
import dev.weft.events.rollout.RolloutPolicy.Analysis;
import dev.weft.rollout.judge.interval.PairedLabels;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** How soon bad versions are rolled back, and whether good ones are kept, at a weight of 10 %. */
class VerdictDelayTest {

  private static final int DRAWS = 200;
  private static final int LOOKS = 60;

  /** The candidate's images between two evaluations; the serving version has nine times as many. */
  private static final int STEP = 20;

  private final Random random = new Random(11);

  @Test
  void anAccuracyOf20PointsLessIsSeenWithin300Labels() {
    int labels =
        seenAfter(
            new RolloutCondition(RolloutMetric.ACCURACY, "difference >= -0.05"),
            candidate -> candidate.label(0.68),
            serving -> serving.label(0.88));

    assertThat(labels).isBetween(50, 300);
  }

  @Test
  void a95thPercentileOfOneAndAHalfTimesIsSeenWithin500Images() {
    int images =
        seenAfter(
            new RolloutCondition(RolloutMetric.INFER_P95, "ratio <= 1.2"),
            candidate -> candidate.image(150_000),
            serving -> serving.image(100_000));

    assertThat(images).isBetween(50, 500);
  }

  @Test
  void aFailureRateOf20PerCentIsSeenWithin160Images() {
    int images =
        seenAfter(
            new RolloutCondition(RolloutMetric.FAILURE_RATE, "value <= 0.05"),
            candidate -> candidate.imageOrFailure(0.2),
            serving -> serving.imageOrFailure(0));

    assertThat(images).isBetween(50, 160);
  }

  @Test
  void equalVersionsOutliveManyLooksAtTheDefaultConditions() {
    int failed = 0;
    for (int draw = 0; draw < 40; draw++) {
      failed += outlives() ? 0 : 1;
    }

    assertThat(failed).isLessThanOrEqualTo(2);
  }

  /** A single evaluation of a version that lies exactly on the bound. */
  @Test
  void aVersionThatJustMeetsABoundFailsNoMoreOftenThanTheConfidenceSays() {
    var condition = new RolloutCondition(RolloutMetric.ACCURACY, "difference >= 0");
    int failed = 0;
    for (int draw = 0; draw < 2_000; draw++) {
      MeasuredFigures candidate = new Draws(random).labels(100, 0.85).figures();
      MeasuredFigures serving = new Draws(random).labels(900, 0.85).figures();
      failed +=
          Judge.judge(condition, 0.95, candidate, serving, PairedLabels.NONE).verdict()
                  == Verdict.FAILED
              ? 1
              : 0;
    }

    assertThat(failed).isLessThan(2_000 * 4 / 100);
  }

  private boolean outlives() {
    var candidate = new Draws(random);
    var serving = new Draws(random);
    for (int look = 0; look < 30; look++) {
      for (int i = 0; i < STEP; i++) {
        candidate.imageOrFailure(0.001).label(0.88);
      }
      for (int i = 0; i < 9 * STEP; i++) {
        serving.imageOrFailure(0.001).label(0.88);
      }
      MeasuredFigures of = candidate.figures();
      MeasuredFigures to = serving.figures();
      if (Analysis.DEFAULT.conditions().stream()
          .anyMatch(
              c -> Judge.judge(c, 0.95, of, to, PairedLabels.NONE).verdict() == Verdict.FAILED)) {
        return false;
      }
    }
    return true;
  }

  /** Number of the candidate's images or labels after which 95 of 100 draws have failed. */
  private int seenAfter(
      RolloutCondition condition, Consumer<Draws> candidate, Consumer<Draws> serving) {
    int[] seen = new int[DRAWS];
    for (int draw = 0; draw < DRAWS; draw++) {
      seen[draw] = STEP * looks(condition, candidate, serving);
    }
    Arrays.sort(seen);
    return seen[DRAWS * 95 / 100];
  }

  private int looks(
      RolloutCondition condition, Consumer<Draws> candidate, Consumer<Draws> serving) {
    var own = new Draws(random);
    var other = new Draws(random);
    for (int look = 1; look <= LOOKS; look++) {
      for (int i = 0; i < STEP; i++) {
        candidate.accept(own);
      }
      for (int i = 0; i < 9 * STEP; i++) {
        serving.accept(other);
      }
      if (Judge.judge(condition, 0.95, own.figures(), other.figures(), PairedLabels.NONE).verdict()
          == Verdict.FAILED) {
        return look;
      }
    }
    return LOOKS + 1;
  }
}
