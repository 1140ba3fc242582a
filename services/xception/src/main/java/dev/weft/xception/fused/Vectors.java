package dev.weft.xception.fused;

/**
 * Loops over whole arrays, simple enough for HotSpot to vectorise: every array is read at the
 * loop's own index, since JDK 17 does not vectorise accesses with a variable offset.
 */
final class Vectors {
  private Vectors() {}

  /** {@code y = factor * x}. */
  static void multiply(float factor, float[] x, float[] y, int length) {
    for (int i = 0; i < length; i++) {
      y[i] = factor * x[i];
    }
  }

  /** {@code y += factor * x}. */
  static void addMultiple(float factor, float[] x, float[] y, int length) {
    for (int i = 0; i < length; i++) {
      y[i] += factor * x[i];
    }
  }

  /** {@code y += x}. */
  static void add(float[] x, float[] y, int length) {
    for (int i = 0; i < length; i++) {
      y[i] += x[i];
    }
  }

  /** {@code x += value}. */
  static void add(float value, float[] x, int length) {
    for (int i = 0; i < length; i++) {
      x[i] += value;
    }
  }

  /** {@code x = max(x, 0)}. */
  static void relu(float[] x, int length) {
    for (int i = 0; i < length; i++) {
      x[i] = Math.max(x[i], 0f);
    }
  }

  /** Keeps the gradient where the ReLU's input, or its output, is above 0. */
  static void reluGradient(float[] x, float[] gradient, int length) {
    for (int i = 0; i < length; i++) {
      gradient[i] = x[i] > 0 ? gradient[i] : 0;
    }
  }

  static double sum(float[] x, int length) {
    double even = 0;
    double odd = 0;
    int i = 0;
    for (; i + 1 < length; i += 2) {
      even += x[i];
      odd += x[i + 1];
    }
    return i < length ? even + odd + x[i] : even + odd;
  }

  /** {@code sum(x[i + offset] * y[i])}, with four accumulators to break the dependency chain. */
  static double dot(float[] x, int offset, float[] y, int length) {
    float first = 0;
    float second = 0;
    float third = 0;
    float fourth = 0;
    int i = 0;
    for (; i + 3 < length; i += 4) {
      first += x[offset + i] * y[i];
      second += x[offset + i + 1] * y[i + 1];
      third += x[offset + i + 2] * y[i + 2];
      fourth += x[offset + i + 3] * y[i + 3];
    }
    for (; i < length; i++) {
      first += x[offset + i] * y[i];
    }
    return (double) first + second + third + fourth;
  }
}
