package dev.weft.classifier.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.events.ModelRef;
import dev.weft.events.Role;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineException;
import dev.weft.xception.engine.EngineInfo;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class InferenceTest {

  private record Saying(float[]... logits) implements Engine {
    @Override
    public EngineInfo info() {
      return new EngineInfo("saying", "1", "test", 1);
    }

    @Override
    public float[][] infer(FloatBuffer images, int n) {
      return logits;
    }

    @Override
    public void close() {}
  }

  private static Inference run(int n, float[]... logits) {
    var model =
        new ServingModel(
            new ModelRef("m", 1), List.of("a", "b"), Scene.SMALL, new Saying(logits), 4);
    return Inference.run(model, Role.PRIMARY, FloatBuffer.allocate(0), n);
  }

  @Test
  void takesAFiniteLogitForEachClassOfEachImage() {
    assertThat(run(2, new float[] {1, 2}, new float[] {3, 4}).logits()).hasDimensions(2, 2);
  }

  @Test
  void refusesOtherNumbersOfAnswers() {
    assertThatThrownBy(() -> run(2, new float[] {1, 2}))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("1 answers for 2 images");
  }

  @Test
  void refusesOtherNumbersOfLogits() {
    assertThatThrownBy(() -> run(1, new float[] {1, 2, 3}))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("3 logits for 2 classes");
  }

  @Test
  void refusesWhatIsNoFiniteNumber() {
    assertThatThrownBy(() -> run(1, new float[] {1, Float.NaN}))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> run(1, new float[] {Float.POSITIVE_INFINITY, 1}))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("Infinity");
  }
}
