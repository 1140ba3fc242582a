package dev.weft.base;

/**
 * Probabilities of logits: {@code exp(l_i) / sum(exp(l_j))}, of differences to the largest logit,
 * so that nothing overflows. In {@link StrictMath}, so that every machine computes the same bits.
 */
public final class Softmax {

  private Softmax() {}

  /** A probability 0..1 for each logit, adding up to 1. */
  public static double[] of(float[] logits) {
    double[] doubles = new double[logits.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = logits[i];
    }
    return of(doubles, 1);
  }

  /**
   * A probability 0..1 for each logit, adding up to 1.
   *
   * @param temperature above 0; the logits are divided by it
   */
  public static double[] of(double[] logits, double temperature) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      largest = Math.max(largest, logit);
    }
    double[] probabilities = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = StrictMath.exp((logits[i] - largest) / temperature);
      sum += probabilities[i];
    }
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] /= sum;
    }
    return probabilities;
  }
}
