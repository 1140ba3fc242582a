package dev.weft.xception.fused;

import dev.weft.xception.network.Layer.BatchNorm;
import dev.weft.xception.network.Layer.SeparableConv;
import java.util.Arrays;

/**
 * An optional ReLU, a depthwise convolution, a 1x1 convolution and a batch norm, forward and
 * backward: one pass over the planes and one matrix product, instead of five passes.
 */
final class SeparableStep {
  private final String kernel;
  private final int in;
  private final boolean relu;
  private final PointwiseConv pointwise;
  private final Workers workers;
  private final Slot between;
  private Planes convolved;
  private WorkerBuffers[] buffers;

  /** Buffers of a thread. */
  private static final class WorkerBuffers {
    final Depthwise depthwise;
    final float[] x;
    final float[] y;
    final float[] taps = new float[Depthwise.TAPS];
    final double[] gradient = new double[Depthwise.TAPS];

    WorkerBuffers(int height, int width) {
      depthwise = new Depthwise(height, width);
      x = new float[depthwise.images() * height * width];
      y = new float[x.length];
    }
  }

  SeparableStep(
      SeparableConv conv, BatchNorm norm, boolean relu, Statistics statistics, FusedMemory memory) {
    this.kernel = conv.name() + "/depthwise_kernel";
    this.in = conv.in();
    this.relu = relu;
    this.pointwise =
        new PointwiseConv(
            conv.name() + "/pointwise_kernel", conv.in(), norm, statistics, memory.slot());
    this.workers = memory.workers();
    this.between = memory.slot();
  }

  /** Returns the initial value of an output channel, after {@link #convolve}. */
  float shift(int channel) {
    return pointwise.shift(channel);
  }

  /** Computes the depthwise part; {@code x} must not change until {@link #backward}. */
  void convolve(Planes x, LayerParameters parameters) {
    pointwise.fold(parameters);
    convolved = between.planes(x.images(), in, x.height(), x.width());
    makeBuffers(x);
    float[] kernels = parameters.floats(kernel);
    workers.each(
        in,
        (channel, number) -> {
          WorkerBuffers own = buffers[number];
          for (int tap = 0; tap < Depthwise.TAPS; tap++) {
            own.taps[tap] = kernels[tap * in + channel];
          }
          int chunk = own.depthwise.images();
          for (int image = 0; image < x.images(); image += chunk) {
            int count = Math.min(chunk, x.images() - image);
            read(x, channel, image, count, own);
            own.depthwise.forward(own.x, count, own.taps, own.y);
            convolved.write(channel, image, count, own.y);
          }
        });
  }

  /** Computes the 1x1 part and adds it to {@code y}. */
  void addTo(Planes y) {
    pointwise.addTo(convolved.matrix(), y.matrix());
  }

  /**
   * Writes the gradients of all weights.
   *
   * @param x the input of {@link #convolve}
   * @param dy the output's gradient, by channel
   * @param dx receives the gradient of {@code x}, by channel; scratch if {@code wanted} is false
   */
  void backward(Planes x, Planes dy, Planes dx, boolean wanted, LayerParameters parameters) {
    pointwise.parameterGradients(
        convolved.matrix(), dy.matrix(), channelSums(dy, workers), parameters);
    pointwise.inputGradient(dy.matrix(), dx.matrix());
    float[] kernels = parameters.floats(kernel);
    float[] gradients = new float[kernels.length];
    workers.each(
        in,
        (channel, number) -> {
          WorkerBuffers own = buffers[number];
          Arrays.fill(own.gradient, 0);
          for (int tap = 0; tap < Depthwise.TAPS; tap++) {
            own.taps[Depthwise.TAPS - 1 - tap] = kernels[tap * in + channel];
          }
          int chunk = own.depthwise.images();
          for (int image = 0; image < x.images(); image += chunk) {
            backward(x, dx, wanted, channel, image, Math.min(chunk, x.images() - image), own);
          }
          for (int tap = 0; tap < Depthwise.TAPS; tap++) {
            gradients[tap * in + channel] = (float) own.gradient[tap];
          }
        });
    parameters.putGradient(kernel, gradients);
  }

  private void backward(
      Planes x, Planes dx, boolean wanted, int channel, int image, int count, WorkerBuffers own) {
    read(x, channel, image, count, own);
    dx.read(channel, image, count, own.y);
    own.depthwise.kernelGradient(own.x, own.y, count, own.gradient);
    if (wanted) {
      own.depthwise.inputGradient(own.y, count, own.taps, own.y);
      if (relu) {
        Vectors.reluGradient(own.x, own.y, count * x.pixels());
      }
      dx.write(channel, image, count, own.y);
    }
  }

  private void read(Planes x, int channel, int image, int count, WorkerBuffers own) {
    x.read(channel, image, count, own.x);
    if (relu) {
      Vectors.relu(own.x, count * x.pixels());
    }
  }

  private void makeBuffers(Planes x) {
    if (buffers == null || buffers[0].x.length != buffers[0].depthwise.images() * x.pixels()) {
      buffers = new WorkerBuffers[workers.count()];
      Arrays.setAll(buffers, i -> new WorkerBuffers(x.height(), x.width()));
    }
  }

  /** Returns the sum of each channel. */
  static float[] channelSums(Planes planes, Workers workers) {
    float[] sums = new float[planes.channels()];
    float[][] lines = new float[workers.count()][planes.pixels()];
    workers.each(
        sums.length,
        (channel, own) -> {
          double sum = 0;
          for (int image = 0; image < planes.images(); image++) {
            planes.read(channel, image, 1, lines[own]);
            sum += Vectors.sum(lines[own], planes.pixels());
          }
          sums[channel] = (float) sum;
        });
    return sums;
  }
}
