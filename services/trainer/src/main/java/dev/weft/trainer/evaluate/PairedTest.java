package dev.weft.trainer.evaluate;

/**
 * McNemar's test with a non-inferiority margin, for two versions that answered the same images. It
 * is based on the images on which they differ: those that the new version lost (only the serving
 * one is correct) and won (only the new one is). Exact: probabilities are summed over all outcomes,
 * with the nuisance parameter at its maximum likelihood (Lloyd and Moldovan, 2008, Statistics in
 * Medicine 27). Unlike the test on the differing images alone, it also takes into account on how
 * many images the versions agree.
 */
final class PairedTest {
  /** Outcomes more than this many standard deviations from the mean are ignored. */
  private static final double FAR = 9;

  private final int images;
  private final int lost;
  private final int won;

  /**
   * @param images number of images that both answered
   * @param lost number of images that only the serving version classifies correctly
   * @param won number of images that only the new version classifies correctly
   */
  PairedTest(int images, int lost, int won) {
    if (lost < 0 || won < 0 || lost + won > images) {
      throw new IllegalArgumentException(
          "with %d images, there cannot be %d losses and %d wins".formatted(images, lost, won));
    }
    this.images = images;
    this.lost = lost;
    this.won = won;
  }

  /**
   * Returns the probability of an outcome at least as good for the new version as this one, if its
   * true accuracy were lower by {@code worse}: small if the new version is significantly better
   * than that.
   *
   * @param worse loss of accuracy, 0..1
   */
  double atLeastAsGood(double worse) {
    return sum(worse, likeliestWin(worse), true);
  }

  /**
   * Returns the probability of an outcome at least as bad for the new version as this one, if its
   * true accuracy were lower by no more than {@code worse}: small if the new version is
   * significantly worse than that.
   *
   * @param worse loss of accuracy, 0..1
   */
  double atLeastAsBad(double worse) {
    return sum(worse, likeliestWin(worse), false);
  }

  /**
   * The same with a given share of won images, for samples that are too small to estimate it from.
   *
   * @param win probability that the new version wins an image, 0..1
   */
  double atLeastAsBad(double worse, double win) {
    return sum(worse, Math.min(Math.max(win, (double) won / images), (1 - worse) / 2), false);
  }

  private double sum(double worse, double win, boolean good) {
    double differ = Math.min(1, 2 * win + worse);
    double lose = differ == 0 ? 0.5 : (win + worse) / differ;
    int difference = won - lost;
    double mean = images * differ;
    double reach = FAR * Math.sqrt(mean * (1 - differ)) + FAR;
    int first = (int) Math.max(0, Math.floor(mean - reach));
    int last = (int) Math.min(images, Math.ceil(mean + reach));
    double sum = 0;
    for (int differing = first; differing <= last; differing++) {
      // With this number of differing images, won - lost >= difference holds if at most this many
      // are lost.
      int most = Math.floorDiv(differing - difference, 2);
      int least = -Math.floorDiv(-(differing - difference), 2);
      double tail = good ? below(differing, lose, most) : 1 - below(differing, lose, least - 1);
      sum += Math.exp(logBinomial(images, differ, differing)) * tail;
    }
    return Math.max(0, Math.min(1, sum));
  }

  /**
   * Returns the maximum-likelihood share of won images if the share of lost ones is higher by
   * {@code worse}.
   */
  private double likeliestWin(double worse) {
    double low = 0;
    double high = (1 - worse) / 2;
    for (int i = 0; i < 200; i++) {
      double middle = (low + high) / 2;
      if (slope(middle, worse) > 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  private double slope(double win, double worse) {
    double same = 1 - 2 * win - worse;
    return term(won, win) + term(lost, win + worse) - 2 * term(images - won - lost, same);
  }

  private static double term(int count, double share) {
    return count == 0 ? 0 : count / Math.max(share, 1e-300);
  }

  /** Binomial probability of at most {@code most} of {@code n}. */
  private static double below(int n, double share, int most) {
    if (most < 0) {
      return 0;
    }
    double sum = 0;
    for (int k = 0; k <= Math.min(n, most); k++) {
      sum += Math.exp(logBinomial(n, share, k));
    }
    return Math.min(1, sum);
  }

  private static double logBinomial(int n, double share, int k) {
    if (share <= 0 || share >= 1) {
      return k == (share <= 0 ? 0 : n) ? 0 : Double.NEGATIVE_INFINITY;
    }
    return LogFactorials.of(n)
        - LogFactorials.of(k)
        - LogFactorials.of(n - k)
        + k * Math.log(share)
        + (n - k) * Math.log1p(-share);
  }

  /** Sums of logarithms, extended on demand. */
  private static final class LogFactorials {
    private static volatile double[] sums = {0, 0};

    static double of(int n) {
      double[] known = sums;
      return n < known.length ? known[n] : grow(n)[n];
    }

    private static synchronized double[] grow(int n) {
      double[] known = sums;
      if (n >= known.length) {
        double[] more = java.util.Arrays.copyOf(known, Math.max(n + 1, 2 * known.length));
        for (int i = known.length; i < more.length; i++) {
          more[i] = more[i - 1] + Math.log(i);
        }
        sums = more;
        known = more;
      }
      return known;
    }
  }
}
