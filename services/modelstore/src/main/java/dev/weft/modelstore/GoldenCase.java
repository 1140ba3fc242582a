package dev.weft.modelstore;

/**
 * A known answer that every engine must reproduce on the machine that it runs on before it serves.
 *
 * <p>The input is a formula, so that a manifest need not carry it: {@code x[c][i][j] = sin(0.02 * i
 * * (c + 1) + 0.03 * j)}, fed as it is.
 *
 * @param logits the expected logits, computed in float32 when the version was made
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
   * The golden input of one image, {@code [3][height][width]}; {@code i} counts rows and {@code j}
   * columns.
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
}
