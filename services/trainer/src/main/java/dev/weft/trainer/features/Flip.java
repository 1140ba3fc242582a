package dev.weft.trainer.features;

import java.nio.FloatBuffer;

/** Left and right swapped. */
final class Flip {
  private Flip() {}

  /**
   * Writes the flip of the image at {@code from} to {@code to}, which may be the same place.
   *
   * @param tensors {@code [3, height, width]} at either place; the position stays
   */
  static void write(FloatBuffer tensors, int from, int to, int width) {
    int length = tensors.position() - from;
    float[] row = new float[width];
    for (int at = 0; at < length; at += width) {
      tensors.get(from + at, row);
      for (int i = 0, j = width - 1; i < j; i++, j--) {
        float left = row[i];
        row[i] = row[j];
        row[j] = left;
      }
      tensors.put(to + at, row);
    }
  }
}
