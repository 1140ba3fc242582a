package dev.weft.imaging.resample;

/**
 * The weights of a triangle filter along one axis: bilinear for enlargement, and widened by the
 * reduction for shrinking, so that each source sample contributes and nothing aliases. Weights and
 * borders are those of Pillow's {@code Image.resize(..., BILINEAR, box)}, with which the starter
 * model was trained; unlike there, values are not rounded to bytes between the axes.
 */
final class Axis {
  /** First source sample of each target sample. */
  final int[] first;

  /** {@code weights[t * taps + i]} is the weight of source sample {@code first[t] + i}. */
  final float[] weights;

  /** Number of source samples for each target sample; some may have weight 0. */
  final int taps;

  /**
   * @param source number of source samples
   * @param start the start of the box that fills the target, in source samples
   * @param end the end of the box, in source samples
   * @param target number of target samples
   */
  Axis(int source, double start, double end, int target) {
    double scale = (end - start) / target;
    double support = Math.max(scale, 1.0);
    first = new int[target];
    int[] last = new int[target];
    int longest = 1;
    for (int t = 0; t < target; t++) {
      double centre = start + (t + 0.5) * scale;
      first[t] = Math.max(0, Math.min((int) (centre - support + 0.5), source - 1));
      last[t] = Math.max(first[t] + 1, Math.min(source, (int) (centre + support + 0.5)));
      longest = Math.max(longest, last[t] - first[t]);
    }
    taps = longest;
    weights = new float[target * taps];
    for (int t = 0; t < target; t++) {
      // A constant number of taps keeps the inner loops simple.
      int shift = Math.max(0, first[t] + taps - source);
      int count = last[t] - first[t];
      weigh(t * taps + shift, count, first[t] + 0.5 - (start + (t + 0.5) * scale), support);
      first[t] -= shift;
    }
  }

  /**
   * Writes {@code count} weights that sum to 1; the first one is at distance {@code from} from the
   * centre.
   */
  private void weigh(int at, int count, double from, double support) {
    double sum = 0;
    double[] raw = new double[count];
    for (int i = 0; i < count; i++) {
      raw[i] = Math.max(0, 1 - Math.abs((from + i) / support));
      sum += raw[i];
    }
    for (int i = 0; i < count; i++) {
      // A box at the border that is narrower than a sample may contain no sample's centre.
      weights[at + i] = (float) (sum > 0 ? raw[i] / sum : 1.0 / count);
    }
  }
}
