package dev.weft.trainer.evaluate;

import java.util.Arrays;
import java.util.List;

/**
 * Learns to separate images of a version's classes from all others by ridge regression on the
 * standardised square roots of pooled features, with one target per class and one per group of
 * images of no class. An image's outlier score is {@code max(0, best group) - best class}.
 *
 * <p>Solved in the dual, which yields each image's leave-one-out prediction (Rifkin and Lippert,
 * 2007, Notes on Regularized Least Squares): thresholds need no separate images. Takes {@code 4
 * n^2} features and {@code 16 n^2} bytes; one thread, and the same result on every machine.
 */
public final class OutlierRegression {
  /** Ridge penalty of weights, by the measurements in ADR 58. */
  private static final double PENALTY = 1;

  /** Examples of no class have a third of the total weight of the others, within bounds. */
  private static final double SHARE_OF_UNKNOWN = 1.0 / 3;

  private static final double MOST_OF_ONE = 5;

  private static final double FLOOR = 1e-3;

  private final float[][] rows;
  private final double[] known;
  private final double[] unknown;

  private OutlierRegression(float[][] rows, double[] known, double[] unknown) {
    this.rows = rows;
    this.known = known;
    this.unknown = unknown;
  }

  /**
   * Returns the weights of the features' square roots and a bias, for each class and then for each
   * group.
   */
  public float[][] rows() {
    return rows.clone();
  }

  /** Returns the leave-one-out outlier score of each image of a class. */
  public double[] known() {
    return known.clone();
  }

  /** Returns the leave-one-out outlier score of each example of no class. */
  public double[] unknown() {
    return unknown.clone();
  }

  /**
   * Fits a regression.
   *
   * @param images pooled features of images of the classes, at least one of each class
   * @param labels their classes, from 0
   * @param classes number of classes
   * @param others pooled features of images of no class; may be empty
   * @param groups their groups, from 0
   */
  public static OutlierRegression fit(
      List<float[]> images, int[] labels, int classes, List<float[]> others, int[] groups) {
    int n = images.size();
    int all = n + others.size();
    float[][] z = new float[all][];
    for (int i = 0; i < all; i++) {
      z[i] = roots(i < n ? images.get(i) : others.get(i - n));
    }
    double[] means = new double[z[0].length];
    double[] scales = new double[z[0].length];
    standardise(z, n, means, scales);

    double[] weights = new double[all];
    Arrays.fill(weights, 0, n, 1);
    Arrays.fill(
        weights,
        n,
        all,
        others.isEmpty()
            ? 1
            : Math.min(MOST_OF_ONE, Math.max(1, SHARE_OF_UNKNOWN * n / others.size())));
    double[][] inverse = inverse(kernel(z, weights));

    int targets = classes + (others.isEmpty() ? 0 : Arrays.stream(groups).max().getAsInt() + 1);
    int[] own = new int[all];
    for (int i = 0; i < all; i++) {
      own[i] = i < n ? labels[i] : classes + groups[i - n];
    }
    double[][] dual = new double[targets][all];
    double[] scores = new double[all];
    for (int i = 0; i < all; i++) {
      double[] sums = new double[targets];
      for (int j = 0; j < all; j++) {
        sums[own[j]] += inverse[i][j];
      }
      double[] heldBack = new double[targets];
      for (int t = 0; t < targets; t++) {
        dual[t][i] = sums[t];
        heldBack[t] = (own[i] == t ? 1 : 0) - sums[t] / inverse[i][i];
      }
      scores[i] = score(heldBack, classes);
    }
    float[][] rows = new float[targets][];
    for (int t = 0; t < targets; t++) {
      rows[t] = row(dual[t], z, means, scales);
    }
    return new OutlierRegression(
        rows, Arrays.copyOf(scores, n), Arrays.copyOfRange(scores, n, all));
  }

  private static double score(double[] answers, int classes) {
    double best = Double.NEGATIVE_INFINITY;
    double other = 0;
    for (int t = 0; t < answers.length; t++) {
      if (t < classes) {
        best = Math.max(best, answers[t]);
      } else {
        other = Math.max(other, answers[t]);
      }
    }
    return other - best;
  }

  private static float[] roots(float[] features) {
    float[] roots = new float[features.length];
    for (int i = 0; i < roots.length; i++) {
      roots[i] = (float) Math.sqrt(Math.max(0, features[i]));
    }
    return roots;
  }

  /** Standardises by the images of the classes; features that hardly vary are not amplified. */
  private static void standardise(float[][] z, int n, double[] means, double[] scales) {
    double all = 0;
    for (int f = 0; f < means.length; f++) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += z[i][f];
      }
      means[f] = sum / n;
      double squares = 0;
      for (int i = 0; i < n; i++) {
        squares += (z[i][f] - means[f]) * (z[i][f] - means[f]);
      }
      scales[f] = squares / n;
      all += squares / n;
    }
    double least = Math.max(FLOOR * all / means.length, Double.MIN_NORMAL);
    for (int f = 0; f < means.length; f++) {
      scales[f] = Math.sqrt(scales[f] + least);
    }
    for (float[] row : z) {
      for (int f = 0; f < row.length; f++) {
        row[f] = (float) ((row[f] - means[f]) / scales[f]);
      }
    }
  }

  /**
   * Inner products, with a weight of the bias equal to that of all features together, plus the
   * penalty.
   */
  private static double[][] kernel(float[][] z, double[] weights) {
    double penalty = PENALTY * Arrays.stream(weights).sum();
    double[][] kernel = new double[z.length][z.length];
    for (int i = 0; i < z.length; i++) {
      for (int j = 0; j <= i; j++) {
        kernel[i][j] = dot(z[i], z[j]) + z[i].length;
      }
      kernel[i][i] += penalty / weights[i];
    }
    return kernel;
  }

  private static double dot(float[] a, float[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < a.length; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      s0 += a[i] * b[i];
    }
    return s0 + s1 + s2 + s3;
  }

  /**
   * Inverts a symmetric positive definite matrix, given by its lower half, by Cholesky
   * decomposition.
   */
  private static double[][] inverse(double[][] matrix) {
    int n = matrix.length;
    double[][] lower = matrix;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = lower[i][j] - dot(lower[i], lower[j], 0, j);
        lower[i][j] = i == j ? Math.sqrt(rest) : rest / lower[j][j];
      }
    }
    // Row j holds column j of the inverse of the lower triangular matrix.
    double[][] columns = new double[n][n];
    for (int j = 0; j < n; j++) {
      double[] column = columns[j];
      column[j] = 1 / lower[j][j];
      for (int i = j + 1; i < n; i++) {
        column[i] = -dot(lower[i], column, j, i) / lower[i][i];
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        lower[i][j] = dot(columns[i], columns[j], i, n);
        lower[j][i] = lower[i][j];
      }
    }
    return lower;
  }

  private static double dot(double[] a, double[] b, int from, int to) {
    double s0 = 0;
    double s1 = 0;
    int i = from;
    for (; i + 1 < to; i += 2) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
    }
    return i < to ? s0 + s1 + a[i] * b[i] : s0 + s1;
  }

  private static float[] row(double[] dual, float[][] z, double[] means, double[] scales) {
    int features = means.length;
    double[] weights = new double[features];
    double bias = 0;
    for (int i = 0; i < z.length; i++) {
      bias += dual[i] * features;
      for (int f = 0; f < features; f++) {
        weights[f] += dual[i] * z[i][f];
      }
    }
    float[] row = new float[features + 1];
    for (int f = 0; f < features; f++) {
      row[f] = (float) (weights[f] / scales[f]);
      bias -= weights[f] / scales[f] * means[f];
    }
    row[features] = (float) bias;
    return row;
  }
}
