package dev.weft.xception.network;

import java.util.List;

/**
 * A weight of a layer.
 *
 * @param name {@code layer/weight}, as in Keras but with the canonical names of the shortcut layers
 * @param shape as Keras stores it: kernels {@code [h, w, in, out]}, depthwise kernels {@code [h, w,
 *     channels, 1]}
 */
public record TensorSpec(String name, List<Integer> shape) {
  public TensorSpec {
    shape = List.copyOf(shape);
  }

  static TensorSpec of(String layer, String weight, Integer... shape) {
    return new TensorSpec(layer + "/" + weight, List.of(shape));
  }

  /** Number of values. */
  public int size() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /** The layer's name, before the slash. */
  public String layer() {
    return name.substring(0, name.indexOf('/'));
  }

  /** The weight's name in its layer, after the slash. */
  public String weight() {
    return name.substring(name.indexOf('/') + 1);
  }
}
