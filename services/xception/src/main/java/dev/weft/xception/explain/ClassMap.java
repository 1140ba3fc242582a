package dev.weft.xception.explain;

/**
 * The contribution of each position of an image to the logit of a class.
 *
 * @param index the class, in the order of the logits
 * @param logit the mean of the values plus {@link #bias}
 * @param probability softmax of the logits at this class, 0..1
 * @param values {@code [h][w]}, in logits: the contribution of each position of the last feature
 *     map; negative values speak against the class
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

  /** Returns the bias of the class. */
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
   * Returns each position's share of the positive contributions, {@code [h][w]}: 0..1, summing to
   * 1; zeros if there are none.
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
