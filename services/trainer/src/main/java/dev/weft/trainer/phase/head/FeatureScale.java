package dev.weft.trainer.phase.head;

import dev.weft.features.Augmentation;
import dev.weft.features.Features;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.features.Rehearsal;
import dev.weft.xception.network.Xception;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Standardises features for the training of a head: each gets mean 0 and a similar spread, so that
 * features that are large for all images do not mask those that separate classes. The scaling is
 * linear and is folded into the head's weights afterwards, so that the network is unchanged.
 * Immutable.
 */
final class FeatureScale {
  /**
   * Share of the typical spread that is added to each feature's, so that nearly constant features
   * are not amplified.
   */
  private static final double FLOOR = 0.1;

  /** No scaling. */
  static final FeatureScale NONE = new FeatureScale(null, null);

  private final float[] means;
  private final float[] factors;

  private FeatureScale(float[] means, float[] factors) {
    this.means = means;
    this.factors = factors;
  }

  /**
   * Computes the scale from a head's training examples.
   *
   * @param shown the augmentations
   */
  static FeatureScale of(
      List<Sample> images, List<Augmentation> shown, Rehearsal rehearsal, Features features) {
    double[] sum = new double[Xception.FEATURES];
    double[] squares = new double[Xception.FEATURES];
    int rows = 0;
    float[] row = new float[Xception.FEATURES];
    for (Sample image : images) {
      for (Augmentation view : shown) {
        features.read(image.object().sha256(), view, FloatBuffer.wrap(row));
        add(row, sum, squares);
        rows++;
      }
    }
    for (Rehearsal.Example example : rehearsal.examples()) {
      add(example.features(), sum, squares);
      rows++;
    }
    return rows < 2 ? NONE : of(sum, squares, rows);
  }

  private static void add(float[] row, double[] sum, double[] squares) {
    for (int i = 0; i < row.length; i++) {
      sum[i] += row[i];
      squares[i] += (double) row[i] * row[i];
    }
  }

  private static FeatureScale of(double[] sum, double[] squares, int rows) {
    double[] spreads = new double[sum.length];
    double usual = 0;
    for (int i = 0; i < sum.length; i++) {
      double mean = sum[i] / rows;
      spreads[i] = Math.sqrt(Math.max(0, squares[i] / rows - mean * mean));
      usual += spreads[i] / sum.length;
    }
    if (usual == 0) {
      return NONE;
    }
    float[] means = new float[sum.length];
    float[] factors = new float[sum.length];
    for (int i = 0; i < sum.length; i++) {
      means[i] = (float) (sum[i] / rows);
      factors[i] = (float) (usual / (spreads[i] + FLOOR * usual));
    }
    return new FeatureScale(means, factors);
  }

  /** Scales an image's features in place. */
  void apply(float[] row) {
    if (means != null) {
      for (int i = 0; i < row.length; i++) {
        row[i] = (row[i] - means[i]) * factors[i];
      }
    }
  }

  /** Converts a head's row on raw features to one on scaled features; null for null. */
  float[] forScaled(float[] row) {
    if (means == null || row == null) {
      return row;
    }
    float[] scaled = row.clone();
    double bias = row[Xception.FEATURES];
    for (int i = 0; i < Xception.FEATURES; i++) {
      scaled[i] = row[i] / factors[i];
      bias += (double) row[i] * means[i];
    }
    scaled[Xception.FEATURES] = (float) bias;
    return scaled;
  }

  /** Converts a head's row on scaled features to one on raw features. */
  float[] forRaw(float[] row) {
    if (means == null) {
      return row;
    }
    float[] raw = row.clone();
    double bias = row[Xception.FEATURES];
    for (int i = 0; i < Xception.FEATURES; i++) {
      raw[i] = row[i] * factors[i];
      bias -= (double) raw[i] * means[i];
    }
    raw[Xception.FEATURES] = (float) bias;
    return raw;
  }
}
