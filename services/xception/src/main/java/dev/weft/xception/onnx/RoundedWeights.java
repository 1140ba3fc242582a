package dev.weft.xception.onnx;

import java.util.stream.IntStream;

/**
 * Weights of a convolution as signed 8-bit integers with a scale for each output channel: the one
 * with the smallest squared error, even if it clips the largest weights. The same weights give the
 * same integers on every machine.
 *
 * <p>Without VNNI, a processor multiplies unsigned 8-bit activations by the weights of two adjacent
 * input channels and adds both products in 16 bits, with saturation. Two weights of the same sign
 * therefore have a sum of at most {@value #MOST_OF_PAIR}, since 255 * 128 is less than 2^15:
 * nothing saturates, and a version gives the same results on every processor. Depthwise
 * convolutions are added in 32 bits and need no such limit.
 */
final class RoundedWeights {
  private static final int MOST = 127;
  private static final int MOST_OF_PAIR = 128;

  /** 1.5 * 2^52: numbers of this size are integers. */
  private static final double INTEGERS = 0x1.8p52;

  /** Scales are searched down to this percentage of the one that clips no weight. */
  private static final int LEAST_PERCENT = 40;

  private static final int PERCENT_STEP = 4;

  private final byte[] integers;
  private final float[] scales;
  private final int row;

  /** Distance of the weights of two adjacent input channels; 0 without a limit of pairs. */
  private final int distance;

  private RoundedWeights(byte[] integers, float[] scales, int distance) {
    this.integers = integers;
    this.scales = scales;
    this.row = integers.length / scales.length;
    this.distance = distance;
  }

  /**
   * Rounds the weights of a convolution over all input channels, of which there is an even number.
   *
   * @param kernel {@code [out][in][window]}
   * @param window pixels of the window
   * @param least the least scale of each output channel
   */
  static RoundedWeights of(float[] kernel, int window, double[] least) {
    return round(kernel, window, least);
  }

  /**
   * Rounds the weights of a depthwise convolution.
   *
   * @param kernel {@code [channels][window]}
   * @param least the least scale of each channel
   */
  static RoundedWeights ofDepthwise(float[] kernel, double[] least) {
    return round(kernel, 0, least);
  }

  private static RoundedWeights round(float[] kernel, int distance, double[] least) {
    var rounded = new RoundedWeights(new byte[kernel.length], new float[least.length], distance);
    // Channels are independent, so that the result does not depend on the number of cores.
    IntStream.range(0, least.length).parallel().forEach(o -> rounded.row(kernel, o, least[o]));
    return rounded;
  }

  /** Returns the integers, in the order of the kernel. */
  byte[] integers() {
    return integers;
  }

  /** Returns the scale of each output channel. */
  float[] scales() {
    return scales;
  }

  /** Returns the error of a weight. */
  double error(float[] kernel, int at) {
    return integers[at] * (double) scales[at / row] - kernel[at];
  }

  private void row(float[] kernel, int o, double least) {
    int from = o * row;
    double largest = unclipped(kernel, from);
    double best = largest;
    double bestError = Double.POSITIVE_INFINITY;
    for (int percent = 100; percent >= LEAST_PERCENT; percent -= PERCENT_STEP) {
      double scale = largest * percent / 100;
      double error = scale > 0 ? round(kernel, from, scale, bestError) : 0;
      if (error < bestError) {
        bestError = error;
        best = scale;
      }
    }
    float scale = (float) Math.max(best, least);
    scales[o] = scale < Float.MIN_NORMAL ? 1 : scale;
    round(kernel, from, scales[o], Double.POSITIVE_INFINITY);
  }

  /** Returns the smallest scale that clips neither a weight of the row nor a pair. */
  private double unclipped(float[] kernel, int from) {
    double scale = 0;
    for (int i = from; i < from + row; i++) {
      scale = Math.max(scale, Math.abs((double) kernel[i]) / MOST);
    }
    for (int start = from; distance > 0 && start < from + row; start += 2 * distance) {
      for (int i = start; i < start + distance; i++) {
        double other = kernel[i + distance];
        if (kernel[i] > 0 == other > 0) {
          scale = Math.max(scale, Math.abs(kernel[i] + other) / MOST_OF_PAIR);
        }
      }
    }
    return scale;
  }

  /**
   * Rounds a row, and returns its squared error. Stops as soon as the error is not less than {@code
   * most}.
   */
  private double round(float[] kernel, int from, double scale, double most) {
    int length = distance == 0 ? row : 2 * distance;
    double error = 0;
    for (int start = from; start < from + row && error < most; start += length) {
      error = round(kernel, start, start + length, scale, error);
    }
    return error;
  }

  /** Rounds a range, within which all pairs lie, and returns the error with that of the range. */
  private double round(float[] kernel, int start, int end, double scale, double before) {
    for (int i = start; i < end; i++) {
      integers[i] = (byte) Math.max(-MOST, Math.min(MOST, nearest(kernel[i] / scale)));
    }
    for (int i = start; i < start + distance; i++) {
      limit(i, i + distance);
    }
    double error = before;
    for (int i = start; i < end; i++) {
      double off = kernel[i] - integers[i] * scale;
      error += off * off;
    }
    return error;
  }

  /**
   * Returns the nearest integer, the even one of two, of a value of less than 2^31. {@link
   * Math#rint} is several times slower where the optimizing compiler has not compiled the caller.
   */
  private static int nearest(double value) {
    return (int) (value + INTEGERS - INTEGERS);
  }

  /**
   * Reduces both weights of a pair by half of their excess, which has the least squared error. Only
   * weights of the same sign have an excess.
   */
  private void limit(int one, int other) {
    int sum = integers[one] + integers[other];
    int excess = Math.abs(sum) - MOST_OF_PAIR;
    if (excess <= 0) {
      return;
    }
    int larger = Math.abs(integers[one]) >= Math.abs(integers[other]) ? one : other;
    int smaller = larger == one ? other : one;
    int ofSmaller = Math.min(excess / 2, Math.abs(integers[smaller]));
    integers[smaller] -= (byte) (Integer.signum(sum) * ofSmaller);
    integers[larger] -= (byte) (Integer.signum(sum) * (excess - ofSmaller));
  }
}
