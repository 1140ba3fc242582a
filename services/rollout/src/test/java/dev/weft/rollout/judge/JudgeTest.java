package dev.weft.rollout.judge;

import static dev.weft.events.rollout.RolloutChanged.Verdict.FAILED;
import static dev.weft.events.rollout.RolloutChanged.Verdict.INCONCLUSIVE;
import static dev.weft.events.rollout.RolloutChanged.Verdict.SUCCESSFUL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weft.events.model.ModelMeasured.LabeledConfidence;
import dev.weft.events.model.ModelMeasured.Moments;
import dev.weft.events.rollout.RolloutCondition;
import dev.weft.events.rollout.RolloutMetric;
import dev.weft.rollout.judge.interval.PairedLabels;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {

  private static final double CONFIDENCE = 0.95;

  /** The value of each metric, computed from the figures below. */
  @ParameterizedTest
  @CsvSource({
    "ACCURACY, 0.8, 500",
    "AGREEMENT, 0.9, 600",
    "FAILURE_RATE, 0.2, 1250",
    "REJECTION_RATE, 0.2, 1562",
    "INFER_P50, 0.5, 1000",
    "INFER_P95, 0.95, 1000",
    "INFER_P99, 0.99, 1000",
    "END_TO_END_P50, 1, 1000",
    "END_TO_END_P95, 1.9, 1000",
    "END_TO_END_P99, 1.98, 1000",
    "CONFIDENCE, 0.75, 1000",
    "ENTROPY, 0.25, 1000",
    "LABEL_SHIFT, 0, 1000"
  })
  void everyMetricIsMeasured(RolloutMetric metric, double value, long samples) {
    Reading reading =
        Judge.judge(
            new RolloutCondition(metric, "value < 5"),
            CONFIDENCE,
            figures(),
            figures(),
            PairedLabels.NONE);

    assertThat(reading.value()).isCloseTo(value, within(0.01));
    assertThat(reading.low()).isLessThanOrEqualTo(reading.value());
    assertThat(reading.high()).isGreaterThanOrEqualTo(reading.value()).isLessThan(5);
    assertThat(reading.samples()).isEqualTo(samples);
    assertThat(reading.verdict()).isEqualTo(SUCCESSFUL);
  }

  @ParameterizedTest
  @CsvSource({
    "value >= 0.7, SUCCESSFUL",
    "value >= 0.9, FAILED",
    "value >= 0.8, INCONCLUSIVE",
    "value < 0.9, SUCCESSFUL",
    "value <= 0.7, FAILED",
    "difference >= -0.1, SUCCESSFUL",
    "difference > 0, INCONCLUSIVE",
    "difference > 0.1, FAILED",
    "ratio > 0.85, SUCCESSFUL",
    "ratio > 1.15, FAILED",
    "ratio >= 1, INCONCLUSIVE"
  })
  void theWholeIntervalDecides(String condition, String verdict) {
    Reading reading = judge(RolloutMetric.ACCURACY, condition, figures(), figures());

    assertThat(reading.verdict()).hasToString(verdict);
  }

  @Test
  void tenLabelsDoNotDecide() {
    Reading reading =
        judge(RolloutMetric.ACCURACY, "difference >= -0.1", labeled(10, 0), labeled(1_000, 900));

    assertThat(reading.verdict()).isEqualTo(INCONCLUSIVE);
    assertThat(reading.samples()).isEqualTo(10);
    assertThat(reading.value()).isCloseTo(-0.9, within(1e-9));
  }

  @Test
  void theLeastNumberOfSamplesHoldsForBothVersions() {
    var condition = new RolloutCondition(RolloutMetric.ACCURACY, "difference >= -0.1", 0, 0, 100);

    Reading few = judge(condition, CONFIDENCE, labeled(500, 100), labeled(99, 99));
    Reading enough = judge(condition, CONFIDENCE, labeled(500, 100), labeled(100, 100));

    assertThat(few.verdict()).isEqualTo(INCONCLUSIVE);
    assertThat(few.samples()).isEqualTo(99);
    assertThat(enough.verdict()).isEqualTo(FAILED);
  }

  @ParameterizedTest
  @CsvSource({
    "ACCURACY, value >= 0.5",
    "ACCURACY, difference >= -0.1",
    "AGREEMENT, value >= 0.5",
    "FAILURE_RATE, ratio <= 2",
    "INFER_P95, ratio <= 2",
    "CONFIDENCE, difference >= 0",
    "LABEL_SHIFT, value < 0.25"
  })
  void ofNothingNothingIsKnown(RolloutMetric metric, String condition) {
    var any = new RolloutCondition(metric, condition, 0, 0, 1);

    Reading reading =
        Judge.judge(
            any, CONFIDENCE, MeasuredFigures.none(), MeasuredFigures.none(), PairedLabels.NONE);

    assertThat(reading.verdict()).isEqualTo(INCONCLUSIVE);
    assertThat(reading.value()).isNaN();
    assertThat(reading.low()).isNaN();
    assertThat(reading.samples()).isZero();
  }

  @Test
  void noFailuresOnBothSidesHaveNoRatio() {
    Reading reading =
        judge(RolloutMetric.FAILURE_RATE, "ratio <= 2", images(1_000, 0), images(1_000, 0));

    assertThat(reading.verdict()).isEqualTo(INCONCLUSIVE);
  }

  @Test
  void aVersionThatFailsOnEverythingIsToldByItsFailuresAlone() {
    Reading reading =
        judge(RolloutMetric.FAILURE_RATE, "value <= 0.05", images(0, 50), images(1_000, 0));

    assertThat(reading.verdict()).isEqualTo(FAILED);
  }

  @Test
  void labelsOfImagesThatBothVersionsClassifiedDecideInPairs() {
    var condition = new RolloutCondition(RolloutMetric.ACCURACY, "difference >= 0");
    var pairs = new PairedLabels(336, 4, 24, 36);

    Reading paired =
        Judge.judge(condition, CONFIDENCE, labeled(400, 340), labeled(4_000, 3_600), pairs);
    Reading unpaired = judge(condition, CONFIDENCE, labeled(400, 340), labeled(4_000, 3_600));

    assertThat(paired.verdict()).isEqualTo(FAILED);
    assertThat(paired.samples()).isEqualTo(400);
    assertThat(paired.paired()).isTrue();
    assertThat(paired.sequential()).isTrue();
    assertThat(unpaired.paired()).isFalse();
    assertThat(unpaired.sequential()).isTrue();
  }

  @Test
  void aVersionsOwnAccuracyIsOfAllItsLabels() {
    var condition = new RolloutCondition(RolloutMetric.ACCURACY, "value >= 0.5");

    Reading reading =
        Judge.judge(
            condition, CONFIDENCE, labeled(400, 340), labeled(1, 1), new PairedLabels(9, 9, 9, 9));

    assertThat(reading.samples()).isEqualTo(400);
    assertThat(reading.paired()).isFalse();
  }

  @Test
  void aShiftOfLabelsIsOfOneLookAndSaysSo() {
    Reading reading = judge(RolloutMetric.LABEL_SHIFT, "value < 0.25", figures(), figures());

    assertThat(reading.sequential()).isFalse();
  }

  /** 90 of 100 images of the random sample are right, and all have the same confidence. */
  @Test
  void anEstimatedAccuracyDecidesWhereConfidencesProvedRight() {
    var condition = new RolloutCondition(RolloutMetric.ACCURACY, "value >= 0.8", 0, 0, 50, true);

    Reading calibrated = judge(condition, CONFIDENCE, answered(0.9, 100), MeasuredFigures.none());
    Reading tooSure = judge(condition, CONFIDENCE, answered(0.99, 100), MeasuredFigures.none());
    Reading fewLabels = judge(condition, CONFIDENCE, answered(0.9, 40), MeasuredFigures.none());
    Reading noLabels = judge(condition, CONFIDENCE, answered(0.9, 0), MeasuredFigures.none());

    assertThat(calibrated.verdict()).isEqualTo(SUCCESSFUL);
    assertThat(calibrated.value()).isCloseTo(0.9, within(1e-9));
    assertThat(calibrated.samples()).isEqualTo(100);
    assertThat(tooSure.verdict()).isEqualTo(INCONCLUSIVE);
    assertThat(tooSure.value()).isCloseTo(0.9, within(1e-9));
    assertThat(fewLabels.verdict()).isEqualTo(INCONCLUSIVE);
    assertThat(noLabels.verdict()).isEqualTo(INCONCLUSIVE);
    assertThat(noLabels.value()).isNaN();
  }

  @Test
  void estimatedAccuraciesAreCompared() {
    var condition =
        new RolloutCondition(RolloutMetric.ACCURACY, "difference >= -0.3", 0, 0, 50, true);

    Reading reading = judge(condition, CONFIDENCE, answered(0.9, 100), answered(0.9, 200));

    assertThat(reading.verdict()).isEqualTo(SUCCESSFUL);
    assertThat(reading.value()).isCloseTo(0, within(1e-9));
    assertThat(reading.samples()).isEqualTo(100);
  }

  /**
   * 10,000 predictions with the same confidence, some of them labeled; nine of ten labeled ones are
   * right.
   */
  private static MeasuredFigures answered(double confidence, long labeled) {
    long right = labeled * 9 / 10;
    double square = confidence * confidence;
    return new MeasuredFigures(
        10_000,
        0,
        0,
        MeasuredFigures.histogram(),
        MeasuredFigures.histogram(),
        new Moments(10_000L, 10_000 * confidence, 10_000 * square),
        Moments.NONE,
        Map.of(),
        0,
        0,
        labeled,
        right,
        new LabeledConfidence(
            new Moments(labeled, labeled * confidence, labeled * square),
            right,
            right * confidence),
        LabeledConfidence.NONE,
        Map.of());
  }

  @Test
  void aConfidenceThatAsksForMoreConcludesLess() {
    var condition = new RolloutCondition(RolloutMetric.FAILURE_RATE, "value <= 0.05");
    MeasuredFigures some = images(86, 14);

    assertThat(judge(condition, 0.9, some, MeasuredFigures.none()).verdict()).isEqualTo(FAILED);
    assertThat(judge(condition, 0.99, some, MeasuredFigures.none()).verdict())
        .isEqualTo(INCONCLUSIVE);
  }

  private static Reading judge(
      RolloutMetric metric, String condition, MeasuredFigures candidate, MeasuredFigures serving) {
    return judge(new RolloutCondition(metric, condition), CONFIDENCE, candidate, serving);
  }

  private static Reading judge(
      RolloutCondition condition,
      double confidence,
      MeasuredFigures candidate,
      MeasuredFigures serving) {
    return Judge.judge(condition, confidence, candidate, serving, PairedLabels.NONE);
  }

  private static MeasuredFigures labeled(long labeled, long right) {
    return MeasuredFigures.ofLabels(labeled, right);
  }

  private static MeasuredFigures images(long images, long failures) {
    return new MeasuredFigures(
        images,
        failures,
        0,
        MeasuredFigures.histogram(),
        MeasuredFigures.histogram(),
        Moments.NONE,
        Moments.NONE,
        Map.of(),
        0,
        0,
        0,
        0,
        LabeledConfidence.NONE,
        LabeledConfidence.NONE,
        Map.of());
  }

  private static MeasuredFigures figures() {
    Histogram infer = MeasuredFigures.histogram();
    Histogram endToEnd = MeasuredFigures.histogram();
    Moments confidence = Moments.NONE;
    Moments entropy = Moments.NONE;
    for (int i = 1; i <= 1_000; i++) {
      infer.recordValue(i * 1_000L);
      endToEnd.recordValue(i * 2_000L);
      confidence = confidence.plus(i % 2 == 0 ? 0.7 : 0.8);
      entropy = entropy.plus(i % 2 == 0 ? 0.2 : 0.3);
    }
    return new MeasuredFigures(
        1_000,
        250,
        312,
        infer,
        endToEnd,
        confidence,
        entropy,
        Map.of("hat", 600L, "shirt", 400L),
        600,
        540,
        500,
        400,
        LabeledConfidence.NONE,
        LabeledConfidence.NONE,
        Map.of());
  }
}
