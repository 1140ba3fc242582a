package dev.weft.trainer.phase;

import java.util.SplittableRandom;

/**
 * Mixup of a batch: each example is mixed with one other, inputs and targets with the same share
 * (Zhang et al., 2018, arXiv:1710.09412).
 */
public final class Mixup {
  private final int[] partners;
  private final float[] shares;

  private Mixup(int[] partners, float[] shares) {
    this.partners = partners;
    this.shares = shares;
  }

  /**
   * Draws partners and shares.
   *
   * @param alpha both parameters of the beta distribution, above 0, at most 1: the smaller, the
   *     more often one of the two examples dominates
   */
  public static Mixup draw(int examples, double alpha, SplittableRandom random) {
    int[] partners = new int[examples];
    float[] shares = new float[examples];
    for (int i = 0; i < examples; i++) {
      partners[i] = random.nextInt(examples);
      shares[i] = (float) beta(alpha, random);
    }
    return new Mixup(partners, shares);
  }

  /** Jöhnk's algorithm, which is valid for parameters up to 1. */
  private static double beta(double alpha, SplittableRandom random) {
    while (true) {
      double one = StrictMath.pow(random.nextDouble(), 1 / alpha);
      double other = StrictMath.pow(random.nextDouble(), 1 / alpha);
      if (one + other > 0 && one + other <= 1) {
        return one / (one + other);
      }
    }
  }

  /** Returns the example that an example is mixed with. */
  public int partner(int example) {
    return partners[example];
  }

  /** Returns the share of the example itself in the mix, 0..1. */
  public float share(int example) {
    return shares[example];
  }

  /**
   * Returns the targets of the mixed examples, which take the examples' weights into account; each
   * sums to 1.
   *
   * @param targets the targets of each example, which sum to 1
   * @param weights the weights of each example
   */
  public float[][] targets(float[][] targets, float[] weights) {
    float[][] weighed = new float[targets.length][];
    for (int n = 0; n < targets.length; n++) {
      weighed[n] = targets[n].clone();
      for (int c = 0; c < weighed[n].length; c++) {
        weighed[n][c] *= weights[n];
      }
    }
    float[][] mixed = apply(weighed);
    float[] sums = weights(weights);
    for (int n = 0; n < mixed.length; n++) {
      for (int c = 0; c < mixed[n].length; c++) {
        mixed[n][c] /= sums[n];
      }
    }
    return mixed;
  }

  /** Returns the weights of the mixed examples. */
  public float[] weights(float[] weights) {
    float[] mixed = new float[weights.length];
    for (int n = 0; n < mixed.length; n++) {
      mixed[n] = shares[n] * weights[n] + (1 - shares[n]) * weights[partners[n]];
    }
    return mixed;
  }

  /** Returns the mixed rows, in new arrays. */
  public float[][] apply(float[][] rows) {
    float[][] mixed = new float[rows.length][];
    for (int n = 0; n < rows.length; n++) {
      float[] own = rows[n];
      float[] other = rows[partners[n]];
      float share = shares[n];
      float[] row = new float[own.length];
      for (int i = 0; i < row.length; i++) {
        row[i] = share * own[i] + (1 - share) * other[i];
      }
      mixed[n] = row;
    }
    return mixed;
  }
}
