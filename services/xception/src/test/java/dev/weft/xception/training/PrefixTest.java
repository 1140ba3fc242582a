package dev.weft.xception.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weft.modelstore.GoldenCase;
import dev.weft.startermodel.StarterModel;
import dev.weft.xception.Starter;
import dev.weft.xception.network.InputSize;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTest {

  @ParameterizedTest
  @ValueSource(strings = {"block14", "block13", "block4", "block1"})
  void andTailTogetherAreTheWholeNetwork(String from) throws Exception {
    Cut cut = Cut.before(from);
    InputSize size = InputSize.XCEPTION;
    FloatBuffer images = GoldenCase.images(1, 299, 299);
    FloatBuffer activations = FloatBuffer.allocate(ActivationShape.before(cut, size).length());

    try (Prefix prefix = Prefix.of(Starter.weights(), cut, size, 0)) {
      prefix.run(images, 1, activations);
    }

    try (Tail tail = Tail.of(Starter.weights(), cut, size, TrainingOptions.of(1e-5, 1), 0)) {
      assertThat(tail.probabilities(activations.flip(), 1)[0])
          .containsExactly(softmax(StarterModel.goldenLogits()), within(1e-4f));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"block0", "block15", "none", ""})
  void thereAreNoOtherBlocks(String from) {
    assertThatThrownBy(() -> Cut.before(from))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("all, block1, block2");
  }

  @Test
  void shapesAreThoseOfTheNetwork() {
    assertThat(ActivationShape.before(Cut.before("block13"), InputSize.XCEPTION))
        .isEqualTo(new ActivationShape(728, 19, 19));
    assertThat(ActivationShape.before(Cut.ALL, new InputSize(96, 97)))
        .isEqualTo(new ActivationShape(3, 96, 97));
  }

  private static float[] softmax(float[] logits) {
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit);
    }
    float[] probabilities = new float[logits.length];
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] = (float) (Math.exp(logits[i]) / sum);
    }
    return probabilities;
  }
}
