package dev.weft.classifier.protocol;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** A growing list of floats parsed from JSON, without boxing. Not thread-safe. */
final class Floats {

  private float[] values = new float[16];
  private int size;

  void add(float value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size + size / 2);
    }
    values[size++] = value;
  }

  int size() {
    return size;
  }

  /** A view from position 0 to limit {@link #size}. */
  FloatBuffer view() {
    return FloatBuffer.wrap(values, 0, size);
  }
}
