package dev.weft.xception.explain;

/**
 * What an image says for one class, position by position.
 *
 * @param index the class, in the order of the logits
 * @param logit the mean of the values, and {@link #bias}
 * @param probability softmax of the logits at this class, 0..1
 * @param values {@code [h][w]}, in logits: what each position of the last feature map says for the
 *     class, or, below zero, against it
 */
@SuppressWarnings("ArrayRecordComponent")
public record ClassMap(int index, float logit, double probability, float[][] values) {
  public ClassMap {
    values = copy(values);
  }

  @Override
  public float[][] values() {
    return copy(values);
  }

  /** What the class has before anything is seen. */
  public double bias() {
    double sum = 0;
    for (float[] row : values) {
      for (float value : row) {
        sum += value;
      }
    }
    return logit - sum / (values.length * values[0].length);
  }

  /**
   * Each position's part of all that speaks for the class, {@code [h][w]}: 0..1, 1 in all; zeros
   * where nothing does.
   */
  public double[][] shares() {
    double sum = 0;
    for (float[] row : values) {
      for (float value : row) {
        sum += Math.max(0, value);
      }
    }
    double[][] shares = new double[values.length][values[0].length];
    for (int y = 0; sum > 0 && y < shares.length; y++) {
      for (int x = 0; x < shares[y].length; x++) {
        shares[y][x] = Math.max(0, values[y][x]) / sum;
      }
    }
    return shares;
  }

  private static float[][] copy(float[][] rows) {
    float[][] copy = new float[rows.length][];
    for (int y = 0; y < rows.length; y++) {
      copy[y] = rows[y].clone();
    }
    return copy;
  }
}
