package dev.weft.events.rollout;

import static dev.weft.events.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutConditionTest {

  @ParameterizedTest
  @CsvSource({
    ">=, true, true, false", ">, true, false, false",
    "<=, false, true, true", "<, false, false, true"
  })
  void aBoundIsMetFromOneSide(String operator, boolean above, boolean at, boolean below) {
    RolloutCondition condition = condition("value " + operator + " 0.5");

    assertThat(condition.isMetBy(0.51)).isEqualTo(above);
    assertThat(condition.isMetBy(0.5)).isEqualTo(at);
    assertThat(condition.isMetBy(0.49)).isEqualTo(below);
  }

  @ParameterizedTest
  @CsvSource({">=", ">", "<=", "<"})
  void whatCouldNotBeMeasuredMeetsNothing(String operator) {
    assertThat(condition("value " + operator + " 0.5").isMetBy(Double.NaN)).isFalse();
  }

  @Test
  void anExpressionSaysWhatIsComparedAndWithWhat() {
    assertThat(condition("value<=1").of()).isEqualTo(RolloutCondition.Of.VALUE);
    assertThat(condition("difference  >  -0.02").of()).isEqualTo(RolloutCondition.Of.DIFFERENCE);
    assertThat(condition("difference  >  -0.02").bound()).isEqualTo(-0.02);
    assertThat(condition("ratio < 1.5").of()).isEqualTo(RolloutCondition.Of.RATIO);
    assertThat(condition("ratio < 1.5")).hasToString("accuracy ratio < 1.5");
  }

  @ParameterizedTest
  @CsvSource({"result >= 1", "value == 1", "value >= 1e3", "value >= .5", "value >= 1 ", "value"})
  void anythingElseIsNoExpression(String expression) {
    assertRefused(() -> condition(expression + " ".repeat(2)), "successCondition must match");
  }

  @Test
  void anExpressionIsShort() {
    assertRefused(
        () -> condition("value >= " + "1".repeat(100)),
        "successCondition must have 1 to 100 characters, but has 109");
  }

  @Test
  void aMetricThatComparesTwoVersionsHasAValueOnly() {
    assertRefused(
        () -> new RolloutCondition(RolloutMetric.AGREEMENT, "ratio >= 0.9"),
        "agreement already compares two versions: its successCondition must use value, but is"
            + " \"ratio >= 0.9\"");
    assertRefused(
        () -> new RolloutCondition(RolloutMetric.LABEL_SHIFT, "difference <= 0.1"),
        "label-shift already compares two versions");
    assertThat(new RolloutCondition(RolloutMetric.LABEL_SHIFT, "value <= 0.1").bound())
        .isEqualTo(0.1);
  }

  @Test
  void limitsCountFrom0AndSamplesFrom1() {
    assertThat(condition("value >= 1"))
        .isEqualTo(new RolloutCondition(RolloutMetric.ACCURACY, "value >= 1", 0, 20, 50));
    assertRefused(
        () -> new RolloutCondition(RolloutMetric.ACCURACY, "value >= 1", -1, null, null),
        "failureLimit must be at least 0, but is -1");
    assertRefused(
        () -> new RolloutCondition(RolloutMetric.ACCURACY, "value >= 1", null, -1, null),
        "inconclusiveLimit must be at least 0, but is -1");
    assertRefused(
        () -> new RolloutCondition(RolloutMetric.ACCURACY, "value >= 1", null, null, 0),
        "minimumSamples must be at least 1, but is 0");
  }

  private static RolloutCondition condition(String expression) {
    return new RolloutCondition(RolloutMetric.ACCURACY, expression);
  }
}
