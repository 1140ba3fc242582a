package dev.weft.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoubtfulLabelTest {
  private static final List<String> CLASSES = List.of("hoodie", "polo");

  private final List<float[]> rows = new ArrayList<>();
  private final List<GroundTruth.Shown> images = new ArrayList<>();

  @Test
  void doubtsALabelWhereAnotherClassIsAsProbableAsItIsOnAverageWhereItIsTheLabel() {
    said("hoodie-1", "hoodie", 0.95f);
    said("hoodie-2", "hoodie", 0.85f);
    said("polo-1", "polo", 0.05f);
    said("polo-2", "polo", 0.97f);
    said("wavers", "polo", 0.55f);

    assertThat(doubtful())
        .containsExactly(new DoubtfulLabel("polo-2", "polo", "hoodie", 0.97f, 0.03f));
  }

  @Test
  void theMostDoubtfulComesFirst() {
    said("hoodie-1", "hoodie", 0.9f);
    said("less", "polo", 0.92f);
    said("more", "polo", 0.99f);

    assertThat(doubtful()).extracting(DoubtfulLabel::imageId).containsExactly("more", "less");
  }

  @Test
  void aClassThatNothingShowsIsNoReasonToDoubt() {
    said("polo-1", "polo", 0.99f);

    assertThat(doubtful()).isEmpty();
  }

  private void said(String id, String label, float hoodie) {
    rows.add(new float[] {hoodie, 1 - hoodie});
    images.add(new GroundTruth.Shown(id, label));
  }

  private List<DoubtfulLabel> doubtful() {
    return DoubtfulLabel.of(new VersionAnswers(CLASSES, rows), new GroundTruth(CLASSES, images))
        .stream()
        .map(
            each ->
                new DoubtfulLabel(
                    each.imageId(),
                    each.label(),
                    each.likelier(),
                    (float) each.probability(),
                    Math.round(each.labelProbability() * 100) / 100f))
        .toList();
  }
}
