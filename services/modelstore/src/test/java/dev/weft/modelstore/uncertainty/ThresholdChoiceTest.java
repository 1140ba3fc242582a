package dev.weft.modelstore.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.modelstore.uncertainty.HeldOutAnswers.Answer;
import dev.weft.modelstore.uncertainty.HeldOutAnswers.Effect;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdChoiceTest {
  private final Random random = new Random(7);

  private List<Answer> images(int n, double score, double confidence) {
    return IntStream.range(0, n)
        .mapToObj(
            i ->
                new Answer(
                    "dress",
                    Math.min(1, Math.max(0, confidence + random.nextGaussian() / 10)),
                    score + random.nextGaussian(),
                    true))
        .toList();
  }

  private static UncertaintyThresholds answering(HeldOutAnswers answers, double share) {
    return new ThresholdChoice(answers).answering(share);
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 21, 59, 100, 1000})
  void theWantedShareOfKnownImagesIsAnswered(int n) {
    var answers = new HeldOutAnswers(images(n, 0, 0.8), List.of());

    Effect effect = answers.under(answering(answers, 0.95));

    assertThat(effect.answeredShare()).isBetween(0.95, 0.95 + 2.0 / n);
    assertThat(effect.known()).isEqualTo(n);
    assertThat(effect.unknown()).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.MIN_VALUE, 2.220446049250313e-16, 0.001, 1})
  void atLeastOneImageIsAnsweredHoweverSmallTheShare(double share) {
    var answers = new HeldOutAnswers(images(100, 0, 0.8), images(20, 0, 0.5));

    assertThat(answers.under(answering(answers, share)).answered()).isPositive();
    assertThat(answers.under(new ThresholdChoice(answers).answeringByClass(share)).answered())
        .isPositive();
  }

  @Test
  void whatIsLeftGoesWhereItTellsUnknownImagesBest() {
    List<Answer> known = images(1000, 0, 0.8);
    var tellsByScore = new HeldOutAnswers(known, images(200, 3, 0.8));
    var tellsByConfidence = new HeldOutAnswers(known, images(200, 0, 0.5));

    UncertaintyThresholds byScore = answering(tellsByScore, 0.95);
    UncertaintyThresholds byConfidence = answering(tellsByConfidence, 0.95);

    assertThat(tellsByScore.under(byScore).unknownUncertainShare()).isGreaterThan(0.8);
    assertThat(tellsByConfidence.under(byConfidence).unknownUncertainShare()).isGreaterThan(0.8);
    assertThat(byScore.maximumOutlierScore()).isLessThan(byConfidence.maximumOutlierScore());
    assertThat(tellsByScore.under(byScore).answeredShare()).isGreaterThanOrEqualTo(0.95);
    assertThat(tellsByConfidence.under(byConfidence).answeredShare()).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void imagesThatAreAllTheSameAreAllAnswered() {
    Answer same = new Answer("dress", 0.5, 0.5, true);
    var answers =
        new HeldOutAnswers(IntStream.range(0, 50).mapToObj(i -> same).toList(), List.of());

    assertThat(answers.under(answering(answers, 0.95)).answeredShare()).isEqualTo(1);
  }

  @Test
  void aFewImagesAreTooFewToChooseBy() {
    var few = new HeldOutAnswers(images(19, 0, 0.8), List.of());

    assertThatThrownBy(() -> new ThresholdChoice(few))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("19");
  }

  @Test
  void aPrecisionThatNotEvenTheSurestHaveLeavesNothingAnswered() {
    List<Answer> wrong =
        images(50, 0, 0.8).stream()
            .map(answer -> new Answer("dress", answer.confidence(), 0, false))
            .toList();

    UncertaintyThresholds chosen =
        new ThresholdChoice(new HeldOutAnswers(wrong, List.of())).withPrecision(0.9, 1);

    assertThat(chosen.minimumConfidence()).isEqualTo(1);
  }

  @Test
  void ofVeryManyAnswersSomeAreKeptEvenly() {
    var answers = new HeldOutAnswers(images(10_000, 0, 0.8), List.of());

    assertThat(answers.known()).hasSize(HeldOutAnswers.MOST);
  }
}
