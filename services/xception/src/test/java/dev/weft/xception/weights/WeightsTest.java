package dev.weft.xception.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.xception.Starter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightsTest {

  @Test
  void refusesValuesThatCannotBe() {
    float[] variance = new float[32];
    variance[7] = -1;
    assertThatThrownBy(() -> starterWith("block1_conv1_bn/moving_variance", variance))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("block1_conv1_bn/moving_variance must not contain -1.0")
        .hasMessageContaining("position 7");
    float[] gamma = new float[32];
    gamma[3] = Float.NaN;
    assertThatThrownBy(() -> starterWith("block1_conv1_bn/gamma", gamma))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("NaN");
  }

  @Test
  void refusesATensorThatTheNetworkHasNoPlaceFor() {
    assertThatThrownBy(() -> starterWith("block15_conv1/kernel", new float[1]))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("block15_conv1/kernel");
  }

  @Test
  void dividesLogitsOnly() {
    Weights weights = Starter.weights();
    Weights divided = weights.withLogitsDividedBy(0.5);

    for (int i = 0; i < 10; i++) {
      assertThat(divided.get("predictions/bias").get(i))
          .isEqualTo(2 * weights.get("predictions/bias").get(i));
      assertThat(divided.get("predictions/kernel").get(i))
          .isEqualTo(2 * weights.get("predictions/kernel").get(i));
    }
    assertThat(divided.get("block14_sepconv2/pointwise_kernel"))
        .isSameAs(weights.get("block14_sepconv2/pointwise_kernel"));
    assertThat(divided.classes()).hasValue(10);
    assertThatThrownBy(() -> weights.withLogitsDividedBy(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("logits must be divided by a number above 0, but are by 0.0");
  }

  private static Weights starterWith(String name, float[] values) {
    Map<String, Tensor> tensors = new LinkedHashMap<>(Starter.weights().tensors());
    tensors.put(name, new Tensor(List.of(values.length), values));
    return Weights.of(tensors);
  }
}
