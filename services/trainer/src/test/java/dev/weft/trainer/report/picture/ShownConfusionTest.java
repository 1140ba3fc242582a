package dev.weft.trainer.report.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.trainer.evaluate.Evaluation;
import dev.weft.trainer.evaluate.GroundTruth;
import dev.weft.trainer.evaluate.GroundTruth.Shown;
import dev.weft.trainer.evaluate.VersionAnswers;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShownConfusionTest {
  private static final GroundTruth TRUTH =
      new GroundTruth(
          List.of("dress", "hat"),
          List.of(new Shown("1", "dress"), new Shown("2", "hat"), new Shown("3", "hat")));

  private final Evaluation evaluation =
      Evaluation.of(
          new VersionAnswers(
              List.of("hat", "umbrella", "dress"),
              List.of(new float[] {0, 0, 1}, new float[] {0.9f, 0.1f, 0}, new float[] {0, 1, 0})),
          TRUTH);

  @Test
  void hasAColumnForAnswersThatTheDataSetDoesNotHave() {
    ShownConfusion confusion =
        ShownConfusion.of(evaluation, new ShownClasses(List.of("dress", "hat"), 2));

    assertThat(confusion.columns()).isEqualTo(3);
    assertThat(confusion.count(0, 0)).isEqualTo(1);
    assertThat(confusion.count(1, 1)).isEqualTo(1);
    assertThat(confusion.count(1, 2)).isEqualTo(1);
    assertThat(confusion.share(1, 2)).isEqualTo(0.5);
  }

  @Test
  void leavesOutRowsThatAreNotShown() {
    ShownConfusion confusion = ShownConfusion.of(evaluation, new ShownClasses(List.of("dress"), 2));

    assertThat(confusion.columns()).isEqualTo(1);
    assertThat(confusion.share(0, 0)).isEqualTo(1);
  }
}
