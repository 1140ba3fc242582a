package dev.weft.xception.onnx;

import dev.weft.xception.network.Layer.BatchNorm;
import dev.weft.xception.weights.Tensor;
import dev.weft.xception.weights.Weights;

/**
 * Computes ONNX kernels with the following batch norm folded in: {@code scale = gamma /
 * sqrt(variance + epsilon)} is multiplied into the kernel, {@code beta - mean * scale} becomes the
 * bias.
 */
final class Folding {
  private Folding() {}

  /**
   * A folded kernel.
   *
   * @param kernel {@code [h, w, in, out]}
   * @param norm the batch norm that follows the convolution
   * @return {@code [out][in][h][w]}
   */
  static float[] kernel(Weights weights, Tensor kernel, BatchNorm norm) {
    double[] scale = scale(weights, norm);
    int window = kernel.shape().get(0) * kernel.shape().get(1);
    int in = kernel.shape().get(2);
    int out = kernel.shape().get(3);
    float[] folded = new float[kernel.size()];
    for (int position = 0; position < window; position++) {
      for (int i = 0; i < in; i++) {
        int source = (position * in + i) * out;
        for (int o = 0; o < out; o++) {
          folded[(o * in + i) * window + position] = (float) (kernel.get(source + o) * scale[o]);
        }
      }
    }
    return folded;
  }

  /** The bias {@code [out]} that a folded kernel needs. */
  static float[] bias(Weights weights, BatchNorm norm) {
    double[] scale = scale(weights, norm);
    Tensor beta = weights.get(norm.name() + "/beta");
    Tensor mean = weights.get(norm.name() + "/moving_mean");
    float[] bias = new float[scale.length];
    for (int c = 0; c < bias.length; c++) {
      bias[c] = (float) (beta.get(c) - mean.get(c) * scale[c]);
    }
    return bias;
  }

  /** A depthwise kernel {@code [h, w, channels, 1]} as {@code [channels][1][h][w]}. */
  static float[] depthwise(Tensor kernel) {
    int window = kernel.shape().get(0) * kernel.shape().get(1);
    int channels = kernel.shape().get(2);
    float[] turned = new float[kernel.size()];
    for (int position = 0; position < window; position++) {
      for (int c = 0; c < channels; c++) {
        turned[c * window + position] = kernel.get(position * channels + c);
      }
    }
    return turned;
  }

  private static double[] scale(Weights weights, BatchNorm norm) {
    Tensor gamma = weights.get(norm.name() + "/gamma");
    Tensor variance = weights.get(norm.name() + "/moving_variance");
    double[] scale = new double[norm.channels()];
    for (int c = 0; c < scale.length; c++) {
      scale[c] = gamma.get(c) / Math.sqrt(variance.get(c) + BatchNorm.EPSILON);
    }
    return scale;
  }
}
