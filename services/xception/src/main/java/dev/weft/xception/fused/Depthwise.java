package dev.weft.xception.fused;

import dev.weft.xception.network.Layer.SeparableConv;

/**
 * A 3x3 depthwise convolution (SAME, stride 1) of one channel of a few images at a time, forward
 * and backward. Not thread-safe: each thread needs its own.
 *
 * <p>Planes are stored consecutively with a border of zeros, so that each tap of the kernel is one
 * long multiply-add of a shifted copy. Results on the borders are discarded.
 */
final class Depthwise {
  static final int TAPS = SeparableConv.KERNEL * SeparableConv.KERNEL;

  /** Padded floats of one call: three such arrays fit into a core's L1 cache. */
  private static final int FLOATS = 2048;

  private final int height;
  private final int width;
  private final int line;
  private final int plane;
  private final int images;
  private final float[] padded;
  private final float[] gradient;
  private final float[] shifted;
  private final float[] sum;

  Depthwise(int height, int width) {
    this.height = height;
    this.width = width;
    this.line = width + 2;
    this.plane = (height + 2) * line;
    this.images = Math.max(1, FLOATS / plane);
    this.padded = new float[images * plane];
    this.gradient = new float[images * plane];
    this.shifted = new float[images * plane];
    this.sum = new float[images * plane];
  }

  /** Maximum number of images of a call. */
  int images() {
    return images;
  }

  /**
   * Convolves.
   *
   * @param x planes of {@code count} images
   * @param kernel nine taps by row
   * @param y receives as many planes
   */
  void forward(float[] x, int count, float[] kernel, float[] y) {
    pad(x, count, padded);
    convolve(padded, count, kernel, y);
  }

  /**
   * Adds to the kernel's gradient.
   *
   * @param x the input of {@link #forward}
   * @param outputGradient planes of the same size
   */
  void kernelGradient(float[] x, float[] outputGradient, int count, double[] kernelGradient) {
    pad(x, count, padded);
    pad(outputGradient, count, gradient);
    int length = length(count);
    System.arraycopy(gradient, line + 1, shifted, 0, length);
    for (int tap = 0; tap < TAPS; tap++) {
      kernelGradient[tap] += Vectors.dot(padded, offset(tap), shifted, length);
    }
  }

  /** Computes the gradient of the input: a convolution with the kernel rotated by 180°. */
  void inputGradient(float[] outputGradient, int count, float[] turnedKernel, float[] x) {
    pad(outputGradient, count, gradient);
    convolve(gradient, count, turnedKernel, x);
  }

  private void convolve(float[] from, int count, float[] kernel, float[] to) {
    int length = length(count);
    Vectors.multiply(kernel[0], from, sum, length);
    for (int tap = 1; tap < TAPS; tap++) {
      System.arraycopy(from, offset(tap), shifted, 0, length);
      Vectors.addMultiple(kernel[tap], shifted, sum, length);
    }
    for (int image = 0; image < count; image++) {
      for (int y = 0; y < height; y++) {
        System.arraycopy(sum, image * plane + y * line, to, (image * height + y) * width, width);
      }
    }
  }

  private void pad(float[] from, int count, float[] to) {
    for (int image = 0; image < count; image++) {
      for (int y = 0; y < height; y++) {
        int start = image * plane + (y + 1) * line + 1;
        System.arraycopy(from, (image * height + y) * width, to, start, width);
      }
    }
  }

  private int offset(int tap) {
    return tap / SeparableConv.KERNEL * line + tap % SeparableConv.KERNEL;
  }

  private int length(int count) {
    return count * plane - 2 * line - 2;
  }
}
