package dev.weft.xception.engine;

import dev.weft.modelstore.ModelFiles;
import java.nio.FloatBuffer;

/** Input checks and output conversion that all engines share. */
public final class Batches {
  private Batches() {}

  /** Refuses a buffer that would have to be copied, or that is not exactly one batch. */
  public static void requireBatch(FloatBuffer images, int n, ModelFiles files) {
    long expected = 3L * files.height() * files.width() * n;
    if (n < 1 || !images.isDirect() || images.remaining() != expected) {
      throw new IllegalArgumentException(
          "%d images of %dx%d must be a direct buffer of %d floats, but are %s"
              .formatted(n, files.height(), files.width(), expected, images));
    }
  }

  /** Splits row-major values into {@code n} rows. */
  public static float[][] rows(FloatBuffer values, int n) {
    float[][] rows = new float[n][values.remaining() / n];
    for (float[] row : rows) {
      values.get(row);
    }
    return rows;
  }
}
