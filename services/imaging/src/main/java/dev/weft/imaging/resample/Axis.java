package dev.weft.imaging.resample;

/**
 * The weights of a triangle filter along one axis: bilinear where it enlarges, and widened by the
 * reduction where it shrinks, so that each source sample counts and nothing aliases. Weights and
 * borders are those of Pillow's {@code Image.resize(..., BILINEAR, box)}, which the starter model
 * was trained with; unlike there, nothing is rounded to bytes between the axes.
 */
final class Axis {
  /** First source sample of each target sample. */
  final int[] first;

  /** {@code weights[t * taps + i]} belongs to source sample {@code first[t] + i}. */
  final float[] weights;

  /** How many source samples each target sample takes; some may weigh nothing. */
  final int taps;

  /**
   * @param source samples there are
   * @param start where the box begins that fills the target, in source samples
   * @param end where it ends
   * @param target samples that are wanted
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
      // The same number of taps for all keeps the inner loops free of surprises.
      int shift = Math.max(0, first[t] + taps - source);
      int count = last[t] - first[t];
      weigh(t * taps + shift, count, first[t] + 0.5 - (start + (t + 0.5) * scale), support);
      first[t] -= shift;
    }
  }

  /** Writes {@code count} weights that sum up to 1, the first of them {@code from} the centre. */
  private void weigh(int at, int count, double from, double support) {
    double sum = 0;
    double[] raw = new double[count];
    for (int i = 0; i < count; i++) {
      raw[i] = Math.max(0, 1 - Math.abs((from + i) / support));
      sum += raw[i];
    }
    for (int i = 0; i < count; i++) {
      // A box narrower than a sample at the border can miss every centre.
      weights[at + i] = (float) (sum > 0 ? raw[i] / sum : 1.0 / count);
    }
  }
}
