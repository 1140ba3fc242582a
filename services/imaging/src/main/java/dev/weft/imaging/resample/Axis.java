package dev.weft.imaging.resample;

/**
 * The weights of a triangle filter along one axis: bilinear where it enlarges, and widened by the
 * reduction where it shrinks, so that each source sample counts and nothing aliases. Weights and
 * borders are those of Pillow's {@code Image.resize(..., BILINEAR, box)}, which the starter model
 * was trained with; unlike there, nothing is rounded to bytes between the axes.
 */
final class Axis {
  final int source;
  final int target;

  /** First source sample of each target sample. */
  final int[] first;

  /** How many source samples each target sample takes. */
  final int[] length;

  /** {@code weights[t * taps + i]} belongs to source sample {@code first[t] + i}. */
  final float[] weights;

  final int taps;

  /**
   * @param source samples there are
   * @param start where the box begins that fills the target, in source samples
   * @param end where it ends
   * @param target samples that are wanted
   */
  Axis(int source, double start, double end, int target) {
    this.source = source;
    this.target = target;
    double scale = (end - start) / target;
    double support = Math.max(scale, 1.0);
    taps = (int) Math.ceil(support) * 2 + 1;
    first = new int[target];
    length = new int[target];
    weights = new float[target * taps];
    for (int t = 0; t < target; t++) {
      double centre = start + (t + 0.5) * scale;
      int from = clamp((int) (centre - support + 0.5), source - 1);
      int to = Math.max(from + 1, Math.min(source, (int) (centre + support + 0.5)));
      first[t] = from;
      length[t] = Math.min(to - from, taps);
      normalise(t, centre, support);
    }
  }

  private void normalise(int t, double centre, double support) {
    double sum = 0;
    double[] raw = new double[length[t]];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = Math.max(0, 1 - Math.abs((first[t] + i + 0.5 - centre) / support));
      sum += raw[i];
    }
    for (int i = 0; i < raw.length; i++) {
      // A box narrower than a sample at the border can miss every centre.
      weights[t * taps + i] = (float) (sum > 0 ? raw[i] / sum : 1.0 / raw.length);
    }
  }

  private static int clamp(int value, int max) {
    return Math.max(0, Math.min(value, max));
  }
}
