package dev.weft.xception.weights;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * An immutable float32 tensor in row-major order.
 *
 * <p>Takes ownership of the array that it is created from, since a network's weights are 84 MB: the
 * creator must not keep a reference.
 */
public final class Tensor {
  private final List<Integer> shape;
  private final float[] values;

  /**
   * Takes ownership of {@code values}.
   *
   * @throws IllegalArgumentException if shape and number of values do not match
   */
  public Tensor(List<Integer> shape, float[] values) {
    this.shape = List.copyOf(shape);
    this.values = values;
    long size = this.shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    if (size != values.length) {
      throw new IllegalArgumentException(
          "a tensor of shape " + shape + " has " + size + " values, not " + values.length);
    }
  }

  /** Length of each side, outermost first. */
  public List<Integer> shape() {
    return shape;
  }

  /** Number of values. */
  public int size() {
    return values.length;
  }

  /** Returns the value at a row-major index. */
  public float get(int index) {
    return values[index];
  }

  /** Returns a read-only view of the values. */
  public FloatBuffer values() {
    return FloatBuffer.wrap(values).asReadOnlyBuffer();
  }
}
