package dev.weft.xception.fused;

import dev.weft.xception.network.Layer.BatchNorm;
import dev.weft.xception.weights.Tensor;
import dev.weft.xception.weights.Weights;

/** The frozen means and variances of batch norms. */
record Statistics(Weights weights) {

  float[] mean(BatchNorm norm) {
    Tensor mean = weights.get(norm.name() + "/moving_mean");
    float[] values = new float[norm.channels()];
    mean.values().get(values);
    return values;
  }

  /** {@code 1 / sqrt(variance + epsilon)}. */
  float[] inverseDeviation(BatchNorm norm) {
    Tensor variance = weights.get(norm.name() + "/moving_variance");
    float[] values = new float[norm.channels()];
    for (int c = 0; c < values.length; c++) {
      values[c] = (float) (1 / Math.sqrt(variance.get(c) + BatchNorm.EPSILON));
    }
    return values;
  }
}
