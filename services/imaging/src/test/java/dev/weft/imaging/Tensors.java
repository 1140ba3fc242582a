package dev.weft.imaging;

/** Compares tensors. */
final class Tensors {
  private Tensors() {}

  static double meanDifference(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    return sum / a.length;
  }
}
