package dev.weft.imaging.resample;

import dev.weft.imaging.pixels.Canvas;
import java.util.Arrays;

/**
 * Shrinks or enlarges one plane while its rows arrive. Needs memory for the result and one row, not
 * for the source: each row is filtered across, then added to the result rows that it counts for.
 */
public final class ResampledPlane implements Canvas.Plane {
  private final Axis across;
  private final Axis down;
  private final float[] row;
  private final float[] result;

  /** The result rows that each source row counts for: from, and behind the last. */
  private final int[] from;

  private final int[] to;

  /**
   * @param width samples in a source row
   * @param height source rows
   * @param box the part of the source that fills the result, in samples
   * @param targetWidth samples in a row of the result
   * @param targetHeight rows of the result
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
      for (int y = down.first[t]; y < down.first[t] + down.length[t]; y++) {
        from[y] = Math.min(from[y], t);
        to[y] = t + 1;
      }
    }
  }

  @Override
  public void row(int y, byte[] samples, int offset, int step) {
    if (from[y] >= to[y]) {
      return;
    }
    if (step == 1) {
      filterDense(samples, offset);
    } else {
      filterAcross(samples, offset, step);
    }
    for (int t = from[y]; t < to[y]; t++) {
      int i = y - down.first[t];
      if (i >= 0 && i < down.length[t]) {
        addTo(t, down.weights[t * down.taps + i]);
      }
    }
  }

  /** Row by row, 0..255. Complete when every source row was added. */
  public float[] result() {
    return result;
  }

  private void addTo(int target, float weight) {
    int base = target * row.length;
    for (int x = 0; x < row.length; x++) {
      result[base + x] += weight * row[x];
    }
  }

  private void filterDense(byte[] samples, int offset) {
    float[] weights = across.weights;
    for (int t = 0; t < row.length; t++) {
      int at = offset + across.first[t];
      int w = t * across.taps;
      int end = w + across.length[t];
      float sum = 0;
      while (w < end) {
        sum += weights[w++] * (samples[at++] & 0xff);
      }
      row[t] = sum;
    }
  }

  private void filterAcross(byte[] samples, int offset, int step) {
    float[] weights = across.weights;
    for (int t = 0; t < row.length; t++) {
      int at = offset + across.first[t] * step;
      int w = t * across.taps;
      int end = w + across.length[t];
      float sum = 0;
      while (w < end) {
        sum += weights[w++] * (samples[at] & 0xff);
        at += step;
      }
      row[t] = sum;
    }
  }
}
