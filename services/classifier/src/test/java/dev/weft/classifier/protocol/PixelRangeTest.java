package dev.weft.classifier.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.classifier.inflight.AnswerUncertainty;
import dev.weft.classifier.inflight.ServingModel;
import dev.weft.classifier.inflight.SynchronousInput;
import dev.weft.events.ModelRef;
import dev.weft.imaging.Preprocessing;
import dev.weft.imaging.Resize;
import dev.weft.imaging.Scaling;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineInfo;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PixelRangeTest {

  private static final int SIDE = 71;

  private static final class NoEngine implements Engine {
    @Override
    public EngineInfo info() {
      return new EngineInfo("none", "1", "test", 1);
    }

    @Override
    public float[][] infer(FloatBuffer images, int n) {
      throw new IllegalStateException("never run");
    }

    @Override
    public void close() {}
  }

  private static ServingModel model(Scaling scaling) {
    var preprocessing = new Preprocessing(SIDE, SIDE, Resize.STRETCH, scaling);
    return new ServingModel(
        new ModelRef("m", 3),
        List.of("a", "b"),
        preprocessing,
        new NoEngine(),
        1,
        Optional.empty(),
        AnswerUncertainty.unreported(),
        Optional.empty());
  }

  /** A request with two images, the second of which has the value in its centre. */
  private static InferenceRequest request(float value, int side) {
    List<SynchronousInput> images =
        tensors(value, side).stream().<SynchronousInput>map(SynchronousInput.Tensor::new).toList();
    return new InferenceRequest(
        null, images, new InferenceRequest.Size(side, side), Map.of(), false);
  }

  private static List<FloatBuffer> tensors(float value, int side) {
    int row = 3 * side * side;
    float[] second = new float[row];
    second[row / 2] = value;
    return List.of(FloatBuffer.allocate(row), FloatBuffer.wrap(second));
  }

  @ParameterizedTest
  @ValueSource(floats = {-1, 0, 1, 1.0005f})
  void whatAnImageCanHaveIsTaken(float value) {
    InferenceRequest request = request(value, SIDE);
    request.check(model(Scaling.MINUS_ONE_TO_ONE));
    assertThat(request.images())
        .extracting(image -> ((SynchronousInput.Tensor) image).values())
        .as("the engine is given the pixels as they came, from the first on")
        .containsExactlyElementsOf(tensors(value, SIDE));
  }

  @ParameterizedTest
  @ValueSource(
      floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e38f, 255, -1.1f})
  void whatNoImageHasIsRefusedWithItsPlace(float value) {
    assertThatThrownBy(() -> request(value, SIDE).check(model(Scaling.MINUS_ONE_TO_ONE)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("image 1: pixel values must be in -1..1")
        .hasMessageContaining("value " + 3 * SIDE * SIDE / 2 + " is " + value);
  }

  @Test
  void theRangeIsThatOfTheVersion() {
    assertThatThrownBy(() -> request(-0.5f, SIDE).check(model(Scaling.ZERO_TO_ONE)))
        .hasMessageContaining("0..1");
  }

  @Test
  void theSizeIsThatOfTheVersion() {
    assertThatThrownBy(() -> request(0, 72).check(model(Scaling.ZERO_TO_ONE)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("m:3 requires pixels of shape [n, 3, 71, 71], not [n, 3, 72, 72]");
  }

  @Test
  void anOutputThatTheVersionLacksIsAnErrorOnlyWhereItWasNamed() {
    var size = new InferenceRequest.Size(SIDE, SIDE);
    var wanted = Map.of(Output.OUTLIER_SCORE, false);
    var images = request(0, SIDE).images();
    var model = model(Scaling.ZERO_TO_ONE);

    new InferenceRequest(null, images, size, wanted, false).check(model);

    assertThatThrownBy(() -> new InferenceRequest(null, images, size, wanted, true).check(model))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage(
            "m:3 does not have the output outlier_score; its outputs are [label, probabilities,"
                + " classes]");
  }
}
