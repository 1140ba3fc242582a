package dev.weft.modelstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.modelstore.QuantizedComparison.ComparedImage;
import dev.weft.modelstore.QuantizedComparison.Output;
import dev.weft.modelstore.uncertainty.HeldOutAnswers;
import dev.weft.modelstore.uncertainty.UncertaintyRules;
import dev.weft.modelstore.uncertainty.UncertaintyThresholds;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuantizedComparisonTest {
  private static final List<String> CLASSES = List.of("hat", "shoe");

  @Test
  void countsWhatBothSayOfTheSameImages() {
    var rules =
        new UncertaintyRules(
            new UncertaintyThresholds(0.7, Double.POSITIVE_INFINITY),
            HeldOutAnswers.NONE,
            new float[0][],
            new float[0][]);

    var counted =
        QuantizedComparison.of(
            CLASSES,
            List.of(
                new ComparedImage(0, output(0.9f), output(0.8f)),
                new ComparedImage(0, output(0.4f), output(0.6f)),
                new ComparedImage(1, output(0.2f), output(0.65f))),
            Optional.of(rules));

    assertThat(counted).isEqualTo(new QuantizedComparison(3, 2, 2, 1, 2, 1));
  }

  @Test
  void withoutRulesEveryImageIsAnswered() {
    var counted =
        QuantizedComparison.of(
            CLASSES, List.of(new ComparedImage(0, output(0.51f), output(0.51f))), Optional.empty());

    assertThat(counted).isEqualTo(new QuantizedComparison(1, 1, 1, 1, 1, 1));
  }

  @Test
  void halfAPointOfAccuracyMayBeLostAndNoMore() {
    assertThat(new QuantizedComparison(200, 179, 180, 190, 200, 200).objection()).isEmpty();
    assertThat(new QuantizedComparison(200, 178, 180, 190, 200, 200).objection())
        .hasValue(
            "it classifies 178 of 200 images correctly, float32 180; at most 0.5 % fewer are allowed");
    assertThat(new QuantizedComparison(50, 44, 45, 49, 50, 50).objection()).isPresent();
    assertThat(new QuantizedComparison(50, 46, 45, 49, 50, 50).objection()).isEmpty();
  }

  @Test
  void theShareOfUncertainAnswersMayMoveByTwoPointsEitherWay() {
    assertThat(new QuantizedComparison(200, 180, 180, 190, 184, 180).objection()).isEmpty();
    assertThat(new QuantizedComparison(200, 180, 180, 190, 185, 180).objection())
        .hasValue(
            "it is certain about 185 of 200 images, float32 about 180; at most 2 % more or fewer are allowed");
    assertThat(new QuantizedComparison(200, 180, 180, 190, 175, 180).objection()).isPresent();
    assertThat(new QuantizedComparison(20, 18, 18, 20, 19, 18).objection()).isEmpty();
    assertThat(new QuantizedComparison(20, 18, 18, 20, 20, 18).objection()).isPresent();
  }

  private static Output output(float hat) {
    return new Output(new float[] {hat, 1 - hat}, new float[0]);
  }
}
