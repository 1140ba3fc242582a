package dev.weft.xception.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weft.xception.Starter;
import dev.weft.xception.network.InputSize;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TailTest {
  private static final InputSize SIZE = new InputSize(96, 96);
  private static final Cut CUT = Cut.before("block13");

  @Test
  void lowersTheLossOfWhatItIsShown() {
    try (Tail tail = tail(TrainingOptions.of(1e-3, 1))) {
      FloatBuffer activations = activations(4);
      int[] labels = {0, 1, 2, 3};

      double first = tail.fit(activations, labels, null);
      for (int step = 0; step < 4; step++) {
        tail.fit(activations, labels, null);
      }

      assertThat(tail.fit(activations, labels, null)).isLessThan(first / 2);
      assertThat(tail.iteration()).isEqualTo(6);
      for (float[] row : tail.probabilities(activations, 4)) {
        assertThat(sum(row)).isCloseTo(1, within(1e-4));
      }
    }
  }

  @Test
  void theLossIsThatOfTheImagesWhateverDecaysBesideIt() {
    FloatBuffer activations = activations(4);
    int[] labels = {0, 1, 2, 3};
    double plain;
    double decayed;
    try (Tail tail = tail(TrainingOptions.of(1e-4, 1))) {
      plain = tail.fit(activations, labels, null);
    }
    try (Tail tail = tail(new TrainingOptions(LearningRate.constant(1e-4), 0, 0, 0.01, 1))) {
      decayed = tail.fit(activations, labels, null);
    }

    assertThat(decayed).isCloseTo(plain, within(1e-3));
  }

  @Test
  void goesOnFromACheckpointWithTheSameNextStep() throws Exception {
    TrainingOptions options = new TrainingOptions(1e-4, 0.1, 0.2, 1);
    FloatBuffer activations = activations(4);
    int[] labels = {0, 1, 2, 3};
    ByteArrayOutputStream checkpoint = new ByteArrayOutputStream();
    double expected;
    try (Tail tail = tail(options)) {
      tail.fit(activations, labels, null);
      tail.save(checkpoint);
      tail.fit(activations, labels, null);
      expected = tail.fit(activations, labels, null);
    }
    try (Tail tail = tail(options)) {
      tail.restore(new ByteArrayInputStream(checkpoint.toByteArray()));
      assertThat(tail.iteration()).isEqualTo(1);
      tail.fit(activations, labels, null);

      assertThat(tail.fit(activations, labels, null)).isCloseTo(expected, within(1e-6));
    }
  }

  @Test
  void weighsEachImage() {
    FloatBuffer activations = activations(2);
    double both;
    double first;
    double second;
    try (Tail tail = tail(TrainingOptions.of(1e-9, 1))) {
      both = tail.fit(activations, new int[] {3, 5}, new float[] {2, 0.5f});
      first = tail.fit(activations, new int[] {3, 5}, new float[] {2, 0});
      second = tail.fit(activations, new int[] {3, 5}, new float[] {0, 1});
    }

    assertThat(both).isCloseTo(first + second / 2, within(1e-4));
  }

  @Test
  void weighsAnImageThatIsTheOnlyOneInItsBatch() {
    double plain;
    double weighed;
    try (Tail tail = tail(TrainingOptions.of(1e-9, 1))) {
      plain = tail.fit(activations(1), new int[] {3}, null);
      weighed = tail.fit(activations(1), new int[] {3}, new float[] {0.5f});

      assertThat(tail.iteration()).isEqualTo(2);
    }

    assertThat(weighed).isCloseTo(plain / 2, within(1e-4));
  }

  @Test
  void refusesWhatDoesNotFit() {
    try (Tail tail = tail(TrainingOptions.of(1e-3, 1))) {
      assertThatThrownBy(() -> tail.fit(activations(2), new int[] {1}, null))
          .hasMessageContaining("1 images must be");
      assertThatThrownBy(() -> tail.fit(activations(1), new int[] {10}, null))
          .hasMessage("label 10 of image 0 is not one of 10 classes");
      assertThatThrownBy(() -> tail.restore(new ByteArrayInputStream(new byte[9])))
          .hasMessage("this is not a checkpoint");
    }
  }

  private static Tail tail(TrainingOptions options) {
    return Tail.of(Starter.weights(), CUT, SIZE, options, 0);
  }

  /**
   * Activations similar to those of photographs before block 13: they have the same mean and
   * variance, and neighbours are correlated, so that the last block does not cancel them out.
   */
  private static FloatBuffer activations(int n) {
    ActivationShape shape = ActivationShape.before(CUT, SIZE);
    int plane = shape.height() * shape.width();
    float[] values = new float[n * shape.length()];
    Random random = new Random(1);
    for (int i = 0; i < values.length; i += plane) {
      double level = 3.4 * random.nextGaussian() - 2.4;
      for (int place = 0; place < plane; place++) {
        values[i + place] = (float) (level + 0.3 * random.nextGaussian());
      }
    }
    return FloatBuffer.wrap(values);
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }
}
