package dev.weft.imaging.resample;

import dev.weft.imaging.pixels.Canvas;
import java.util.Arrays;

/**
 * Resizes a plane while its rows arrive. Needs memory for the result and one row, not for the
 * source: each row is filtered horizontally, then added to the result rows that it contributes to.
 */
public final class ResampledPlane implements Canvas.Plane {
  private final Axis across;
  private final Axis down;
  private final float[] row;
  private final float[] result;

  /** The result rows that each source row contributes to: start and exclusive end. */
  private final int[] from;

  private final int[] to;

  /**
   * @param width number of samples in a source row
   * @param height number of source rows
   * @param box the part of the source that fills the result, in samples
   * @param targetWidth number of samples in a row of the result
   * @param targetHeight number of rows of the result
   */
  public ResampledPlane(int width, int height, Box box, int targetWidth, int targetHeight) {
    across = new Axis(width, box.left(), box.right(), targetWidth);
    down = new Axis(height, box.top(), box.bottom(), targetHeight);
    row = new float[targetWidth];
    result = new float[targetWidth * targetHeight];
    from = new int[height];
    to = new int[height];
    Arrays.fill(from, targetHeight);
    for (int t = 0; t < targetHeight; t++) {
      for (int i = 0; i < down.taps; i++) {
        if (down.weights[t * down.taps + i] > 0) {
          int y = down.first[t] + i;
          from[y] = Math.min(from[y], t);
          to[y] = t + 1;
        }
      }
    }
  }

  @Override
  public void row(int y, byte[] samples, int offset, int step) {
    if (from[y] >= to[y]) {
      return;
    }
    switch (across.taps) {
      case 2 -> two(samples, offset, step);
      case 3 -> three(samples, offset, step);
      default -> any(samples, offset, step);
    }
    for (int t = from[y]; t < to[y]; t++) {
      int i = y - down.first[t];
      if (i >= 0 && i < down.taps) {
        addTo(t, down.weights[t * down.taps + i]);
      }
    }
  }

  /** The result by rows, 0..255. Complete when every source row was added. */
  public float[] result() {
    return result;
  }

  private void addTo(int target, float weight) {
    int base = target * row.length;
    for (int x = 0; x < row.length; x++) {
      result[base + x] += weight * row[x];
    }
  }

  private void two(byte[] samples, int offset, int step) {
    float[] w = across.weights;
    int[] first = across.first;
    for (int t = 0; t < row.length; t++) {
      int at = offset + first[t] * step;
      row[t] = w[2 * t] * (samples[at] & 0xff) + w[2 * t + 1] * (samples[at + step] & 0xff);
    }
  }

  private void three(byte[] samples, int offset, int step) {
    float[] w = across.weights;
    int[] first = across.first;
    for (int t = 0; t < row.length; t++) {
      int at = offset + first[t] * step;
      row[t] =
          w[3 * t] * (samples[at] & 0xff)
              + w[3 * t + 1] * (samples[at + step] & 0xff)
              + w[3 * t + 2] * (samples[at + 2 * step] & 0xff);
    }
  }

  private void any(byte[] samples, int offset, int step) {
    float[] weights = across.weights;
    int taps = across.taps;
    for (int t = 0; t < row.length; t++) {
      int at = offset + across.first[t] * step;
      int w = t * taps;
      float even = 0;
      float odd = 0;
      int i = 0;
      for (; i + 1 < taps; i += 2) {
        even += weights[w + i] * (samples[at] & 0xff);
        odd += weights[w + i + 1] * (samples[at + step] & 0xff);
        at += 2 * step;
      }
      row[t] = i < taps ? even + odd + weights[w + i] * (samples[at] & 0xff) : even + odd;
    }
  }
}
