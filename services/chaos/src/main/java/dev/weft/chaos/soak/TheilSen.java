package dev.weft.chaos.soak;

import java.util.Arrays;

/**
 * A robust line through points, of which nearly a third may be outliers: the median of the slopes
 * of all pairs (Theil, 1950; Sen, 1968), with a two-sided 95 % interval based on Kendall's rank
 * correlation (Sen, section 4).
 *
 * @param slope median of the slopes, in units of y per unit of x
 * @param low lower bound of its interval; minus infinity with fewer than three points
 * @param high upper bound; infinity with fewer than three points
 * @param median the median of the y values
 */
record TheilSen(double slope, double low, double high, double median) {
  private static final double NORMAL_975 = 1.959964;
  private static final int FEWEST = 3;

  /** Pairs of points with the same x have no slope and are skipped. */
  static TheilSen of(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(x.length + " x are not " + y.length + " y");
    }
    double[] slopes = new double[x.length * (x.length - 1) / 2];
    int count = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = i + 1; j < x.length; j++) {
        if (x[i] != x[j]) {
          slopes[count++] = (y[j] - y[i]) / (x[j] - x[i]);
        }
      }
    }
    slopes = Arrays.copyOf(slopes, count);
    Arrays.sort(slopes);
    double median = median(Arrays.stream(y).sorted().toArray());
    if (count == 0 || x.length < FEWEST) {
      return new TheilSen(
          median(slopes), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, median);
    }
    double n = x.length;
    double spread = NORMAL_975 * Math.sqrt(n * (n - 1) * (2 * n + 5) / 18);
    int low = (int) Math.floor((count - spread) / 2);
    int high = (int) Math.ceil((count + spread) / 2) - 1;
    return new TheilSen(
        median(slopes),
        low < 0 ? Double.NEGATIVE_INFINITY : slopes[low],
        high >= count ? Double.POSITIVE_INFINITY : slopes[high],
        median);
  }

  private static double median(double[] sorted) {
    int n = sorted.length;
    if (n == 0) {
      return 0;
    }
    return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
  }
}
