package dev.weft.base;

/**
 * The index of the largest value of an array, which is not empty; the first if there are several.
 */
public final class Argmax {

  private Argmax() {}

  /** Returns the index of the largest value. */
  public static int of(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  /** Returns the index of the largest value. */
  public static int of(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }
}
