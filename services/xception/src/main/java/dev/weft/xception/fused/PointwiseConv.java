package dev.weft.xception.fused;

import dev.weft.xception.network.Layer.BatchNorm;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A 1x1 convolution and the following batch norm with frozen statistics as one matrix product: with
 * {@code scale = gamma / sqrt(variance + epsilon)} and {@code shift = beta - mean * scale} the two
 * are {@code x * (kernel * scale) + shift}.
 *
 * <p>The norm needs no separate pass in the backward direction either. With {@code G}, the gradient
 * of a kernel without norm, the kernel's gradient is {@code G * scale}, and gamma's is {@code
 * (sum(kernel * G) - mean * sum(dy)) / sqrt(variance + epsilon)}, sums by output channel.
 */
final class PointwiseConv {
  private final String kernel;
  private final String gamma;
  private final String beta;
  private final int in;
  private final int out;
  private final float[] mean;
  private final float[] inverse;
  private final Slot slot;
  private float[] scale;
  private float[] shift;

  /**
   * @param kernel name of the weight {@code [1, 1, in, out]}
   */
  PointwiseConv(String kernel, int in, BatchNorm norm, Statistics statistics, Slot slot) {
    this.kernel = kernel;
    this.gamma = norm.name() + "/gamma";
    this.beta = norm.name() + "/beta";
    this.in = in;
    this.out = norm.channels();
    this.mean = statistics.mean(norm);
    this.inverse = statistics.inverseDeviation(norm);
    this.slot = slot;
  }

  /** Folds the current weights; called before each forward pass. */
  void fold(LayerParameters parameters) {
    scale = parameters.floats(gamma);
    shift = parameters.floats(beta);
    for (int c = 0; c < out; c++) {
      scale[c] *= inverse[c];
      shift[c] -= mean[c] * scale[c];
    }
    multiplyColumns(matrix(parameters.value(kernel)), scale, folded());
  }

  /** Returns the initial value of an output channel, before {@link #addTo}. */
  float shift(int channel) {
    return shift[channel];
  }

  /** {@code y += x * folded kernel}; {@code [p, in]} and {@code [p, out]} in Fortran order. */
  void addTo(INDArray x, INDArray y) {
    Nd4j.gemm(x, folded().transpose(), y, false, true, 1, 1);
  }

  /** {@code x = dy * transposed folded kernel}: the gradient of the input. */
  void inputGradient(INDArray dy, INDArray x) {
    Nd4j.gemm(dy, folded().transpose(), x, false, false, 1, 0);
  }

  /**
   * Writes the gradients of kernel, gamma and beta.
   *
   * @param sums the sums of {@code dy} by channel
   */
  void parameterGradients(INDArray x, INDArray dy, float[] sums, LayerParameters parameters) {
    INDArray values = matrix(parameters.value(kernel));
    INDArray gradient = matrix(parameters.gradient(kernel));
    Nd4j.gemm(dy, x, gradient.transpose(), true, false, 1, 0);
    float[] gammas = columnSums(values, gradient);
    for (int c = 0; c < out; c++) {
      gammas[c] = (gammas[c] - mean[c] * sums[c]) * inverse[c];
    }
    multiplyColumns(gradient, scale, gradient);
    parameters.putGradient(gamma, gammas);
    parameters.putGradient(beta, sums);
  }

  private INDArray folded() {
    return matrix(slot.floats((long) in * out));
  }

  private INDArray matrix(INDArray values) {
    return values.reshape('c', in, out);
  }

  private static void multiplyColumns(INDArray matrix, float[] factors, INDArray result) {
    try (INDArray row = Nd4j.createFromArray(factors)) {
      Nd4j.exec(new BroadcastMulOp(matrix, row, result, 1));
    }
  }

  private static float[] columnSums(INDArray first, INDArray second) {
    int rows = (int) first.size(0);
    int columns = (int) first.size(1);
    var one = Planes.memory(first);
    var two = Planes.memory(second);
    float[] a = new float[columns];
    float[] b = new float[columns];
    double[] sums = new double[columns];
    for (int row = 0; row < rows; row++) {
      one.get(row * columns, a);
      two.get(row * columns, b);
      for (int c = 0; c < columns; c++) {
        sums[c] += a[c] * b[c];
      }
    }
    for (int c = 0; c < columns; c++) {
      a[c] = (float) sums[c];
    }
    return a;
  }
}
