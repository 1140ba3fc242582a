package dev.weft.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weft.trainer.evaluate.Evaluation.ClassFigures;
import dev.weft.trainer.evaluate.GroundTruth.Shown;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private static final GroundTruth TRUTH =
      new GroundTruth(
          List.of("dress", "hat", "shoes"),
          List.of(
              new Shown("1", "dress"),
              new Shown("2", "hat"),
              new Shown("3", "hat"),
              new Shown("4", "shoes")));

  private final Evaluation evaluation =
      Evaluation.of(
          new VersionAnswers(
              TRUTH.classes(),
              List.of(
                  new float[] {0.8f, 0.1f, 0.1f},
                  new float[] {0.2f, 0.7f, 0.1f},
                  new float[] {0.6f, 0.3f, 0.1f},
                  new float[] {0.9f, 0.06f, 0.04f})),
          TRUTH);

  @Test
  void countsWhatIsRight() {
    assertThat(evaluation.images()).isEqualTo(4);
    assertThat(evaluation.accuracy()).isEqualTo(0.5);
    assertThat(evaluation.top2()).isEqualTo(0.75);
    assertThat(evaluation.loss())
        .isCloseTo(
            -(Math.log(0.8) + Math.log(0.7) + Math.log(0.3) + Math.log(0.04)) / 4, within(1e-6));
  }

  @Test
  void givesEachClassItsFigures() {
    assertThat(evaluation.classes())
        .containsExactly(
            new ClassFigures("dress", 1, 1 / 3.0, 1.0, 0.5),
            new ClassFigures("hat", 2, 1.0, 0.5, 2 / 3.0),
            new ClassFigures("shoes", 1, null, 0.0, null));
    assertThat(evaluation.confusion())
        .containsExactly(List.of(1, 0, 0), List.of(1, 1, 0), List.of(1, 0, 0));
  }

  @Test
  void saysHowFarProbabilitiesAreOff() {
    // Each in its own bin: |0.8 - 1|, |0.7 - 1|, |0.6 - 0|, |0.9 - 0|.
    assertThat(evaluation.calibrationError()).isCloseTo((0.2 + 0.3 + 0.6 + 0.9) / 4, within(1e-6));
    assertThat(evaluation.calibration()).hasSize(4);
  }

  @Test
  void namesTheSurestMistakesFirst() {
    assertThat(evaluation.worst())
        .extracting(Evaluation.Mistake::imageId)
        .containsExactly("4", "3");
    assertThat(evaluation.worst().get(0).answer()).isEqualTo("dress");
  }

  @Test
  void aVersionWithOtherClassesIsJudgedByTheSameTruth() {
    Evaluation other =
        Evaluation.of(
            new VersionAnswers(
                List.of("scarf", "hat"),
                List.of(
                    new float[] {0.9f, 0.1f},
                    new float[] {0.1f, 0.9f},
                    new float[] {0.2f, 0.8f},
                    new float[] {0.3f, 0.7f})),
            TRUTH);
    assertThat(other.accuracy()).isEqualTo(0.5);
    assertThat(other.classes())
        .extracting(ClassFigures::name)
        .containsExactly("dress", "hat", "shoes", "scarf");
    assertThat(other.confusion().get(0)).containsExactly(0, 0, 0, 1);
  }

  @Test
  void noImagesAreNoMistakes() {
    Evaluation none =
        Evaluation.of(
            new VersionAnswers(TRUTH.classes(), List.of()),
            new GroundTruth(TRUTH.classes(), List.of()));
    assertThat(none.images()).isZero();
    assertThat(none.accuracy()).isZero();
    assertThat(none.worst()).isEmpty();
  }
}
