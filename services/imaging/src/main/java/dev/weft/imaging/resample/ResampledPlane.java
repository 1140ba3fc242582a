package dev.weft.imaging.resample;

import dev.weft.imaging.pixels.Canvas;
import java.util.Arrays;

/**
 * Resizes a plane while its rows arrive. Needs memory for the result and one row, not for the
 * source: each row is filtered horizontally, then added to the result rows that it contributes to.
 */
public final class ResampledPlane implements Canvas.Plane {
  private static final float[] LEVEL = new float[256];

  static {
    for (int i = 0; i < LEVEL.length; i++) {
      LEVEL[i] = i;
    }
  }

  private static final int GROUP = 4;

  private final Axis across;
  private final Axis down;

  /** Samples of {@link #GROUP} rows, alternately. */
  private final float[] levels;

  /** Rows after the horizontal filter. */
  private final float[][] filtered;

  private final float[][] result;

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
    levels = new float[GROUP * width];
    filtered = new float[GROUP][targetWidth];
    result = new float[targetHeight][targetWidth];
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
    float[] row = filtered[0];
    switch (across.taps) {
      case 2 -> two(row, samples, offset, step);
      case 3 -> three(row, samples, offset, step);
      default -> any(row, samples, offset, step);
    }
    add(y, row);
  }

  @Override
  public void rows(int y, int count, byte[] samples, int offset, int stride) {
    int i = 0;
    for (; i + GROUP <= count; i += GROUP) {
      int at = offset + i * stride;
      if (from[y + i] < to[y + i] || from[y + i + GROUP - 1] < to[y + i + GROUP - 1]) {
        group(y + i, samples, at, stride);
      }
    }
    for (; i < count; i++) {
      row(y + i, samples, offset + i * stride, 1);
    }
  }

  /** The rows of the result, 0..255. Complete when every source row was added. */
  public float[][] result() {
    return result;
  }

  private void group(int y, byte[] samples, int offset, int stride) {
    int width = levels.length / GROUP;
    for (int x = 0; x < width; x++) {
      int at = offset + x;
      levels[4 * x] = LEVEL[samples[at] & 0xff];
      levels[4 * x + 1] = LEVEL[samples[at + stride] & 0xff];
      levels[4 * x + 2] = LEVEL[samples[at + 2 * stride] & 0xff];
      levels[4 * x + 3] = LEVEL[samples[at + 3 * stride] & 0xff];
    }
    float[] a = filtered[0];
    float[] b = filtered[1];
    float[] c = filtered[2];
    float[] d = filtered[3];
    switch (across.taps) {
      case 2 -> two(a, b, c, d);
      case 3 -> three(a, b, c, d);
      default -> any(a, b, c, d);
    }
    for (int i = 0; i < GROUP; i++) {
      add(y + i, filtered[i]);
    }
  }

  private void add(int y, float[] row) {
    for (int t = from[y]; t < to[y]; t++) {
      int i = y - down.first[t];
      if (i >= 0 && i < down.taps) {
        add(row, down.weights[t * down.taps + i], result[t]);
      }
    }
  }

  private static void add(float[] row, float weight, float[] sum) {
    for (int x = 0; x < row.length; x++) {
      sum[x] += weight * row[x];
    }
  }

  private void two(float[] a, float[] b, float[] c, float[] d) {
    float[] weights = across.weights;
    int[] first = across.first;
    float[] l = levels;
    for (int t = 0; t < a.length; t++) {
      int at = 4 * first[t];
      float v = weights[2 * t];
      float w = weights[2 * t + 1];
      a[t] = v * l[at] + w * l[at + 4];
      b[t] = v * l[at + 1] + w * l[at + 5];
      c[t] = v * l[at + 2] + w * l[at + 6];
      d[t] = v * l[at + 3] + w * l[at + 7];
    }
  }

  private void three(float[] a, float[] b, float[] c, float[] d) {
    float[] weights = across.weights;
    int[] first = across.first;
    float[] l = levels;
    for (int t = 0; t < a.length; t++) {
      int at = 4 * first[t];
      float u = weights[3 * t];
      float v = weights[3 * t + 1];
      float w = weights[3 * t + 2];
      a[t] = u * l[at] + v * l[at + 4] + w * l[at + 8];
      b[t] = u * l[at + 1] + v * l[at + 5] + w * l[at + 9];
      c[t] = u * l[at + 2] + v * l[at + 6] + w * l[at + 10];
      d[t] = u * l[at + 3] + v * l[at + 7] + w * l[at + 11];
    }
  }

  private void any(float[] a, float[] b, float[] c, float[] d) {
    float[] weights = across.weights;
    int[] first = across.first;
    float[] l = levels;
    int taps = across.taps;
    for (int t = 0; t < a.length; t++) {
      int at = 4 * first[t];
      int i = t * taps;
      int end = i + taps;
      float evenA = 0;
      float evenB = 0;
      float evenC = 0;
      float evenD = 0;
      float oddA = 0;
      float oddB = 0;
      float oddC = 0;
      float oddD = 0;
      for (; i + 1 < end; i += 2, at += 8) {
        float v = weights[i];
        float w = weights[i + 1];
        evenA += v * l[at];
        evenB += v * l[at + 1];
        evenC += v * l[at + 2];
        evenD += v * l[at + 3];
        oddA += w * l[at + 4];
        oddB += w * l[at + 5];
        oddC += w * l[at + 6];
        oddD += w * l[at + 7];
      }
      float w = i < end ? weights[i] : 0;
      at = i < end ? at : 4 * first[t];
      a[t] = evenA + oddA + w * l[at];
      b[t] = evenB + oddB + w * l[at + 1];
      c[t] = evenC + oddC + w * l[at + 2];
      d[t] = evenD + oddD + w * l[at + 3];
    }
  }

  private void two(float[] row, byte[] samples, int offset, int step) {
    float[] w = across.weights;
    int[] first = across.first;
    for (int t = 0; t < row.length; t++) {
      int at = offset + first[t] * step;
      row[t] = w[2 * t] * (samples[at] & 0xff) + w[2 * t + 1] * (samples[at + step] & 0xff);
    }
  }

  private void three(float[] row, byte[] samples, int offset, int step) {
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

  /** Pairs of taps are summed apart: rounding depends on the order. */
  private void any(float[] row, byte[] samples, int offset, int step) {
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
