package dev.weft.modelstore;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * A known input and output of a version, which every engine must reproduce on its machine before it
 * serves.
 *
 * <p>The input is given by a formula, so that it is not part of the manifest: {@code x[c][i][j] =
 * sin(0.02 * i * (c + 1) + 0.03 * j)}, fed without scaling.
 *
 * @param logits the expected logits, computed in float32 when the version was created
 */
@SuppressWarnings("ArrayRecordComponent")
public record GoldenCase(float[] logits) {
  public GoldenCase {
    logits = logits.clone();
  }

  @Override
  public float[] logits() {
    return logits.clone();
  }

  /**
   * Returns the golden input, {@code [3][height][width]}; {@code i} is the row and {@code j} the
   * column.
   */
  public static float[] image(int height, int width) {
    float[] image = new float[3 * height * width];
    int at = 0;
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < height; i++) {
        for (int j = 0; j < width; j++) {
          image[at++] = (float) Math.sin(0.02 * i * (c + 1) + 0.03 * j);
        }
      }
    }
    return image;
  }

  /**
   * Returns the golden input several times over as engines take it: {@code [n][3][height][width]},
   * in a direct buffer in native order at position 0.
   */
  public static FloatBuffer images(int n, int height, int width) {
    float[] one = image(height, width);
    FloatBuffer images =
        ByteBuffer.allocateDirect(Math.multiplyExact(n, one.length * Float.BYTES))
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (int i = 0; i < n; i++) {
      images.put(one);
    }
    return images.flip();
  }
}
