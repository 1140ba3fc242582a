package dev.weft.trainer.evaluate;

/**
 * McNemar's test with a margin, for two versions that answered the same images. What counts is
 * where they differ: images that the new version lost (only the serving one is right) and won (only
 * the new one is). Exact: probabilities are summed over all outcomes, with the one parameter that
 * the hypothesis leaves open at its most likely value (Lloyd and Moldovan, 2008, Statistics in
 * Medicine 27). Unlike the test that looks at the differing images alone, it also counts for
 * something that two versions agree.
 */
final class PairedTest {
  /** Outcomes that are less likely than this, so many standard deviations out, are left aside. */
  private static final double FAR = 9;

  private final int images;
  private final int lost;
  private final int won;

  /**
   * @param images that both answered
   * @param lost images that only the serving version is right about
   * @param won images that only the new version is right about
   */
  PairedTest(int images, int lost, int won) {
    if (lost < 0 || won < 0 || lost + won > images) {
      throw new IllegalArgumentException(
          "of %d images %d cannot be lost and %d won".formatted(images, lost, won));
    }
    this.images = images;
    this.lost = lost;
    this.won = won;
  }

  /**
   * How probable an outcome is that is at least as good for the new version as this one, if it were
   * truly worse by so much: small, if it is surely not as bad as that.
   *
   * @param worse accuracy, 0..1
   */
  double atLeastAsGood(double worse) {
    return sum(worse, likeliestWin(worse), true);
  }

  /**
   * How probable an outcome is that is at least as bad for the new version as this one, if it were
   * truly worse by no more than so much: small, if it is surely worse than that.
   *
   * @param worse accuracy, 0..1
   */
  double atLeastAsBad(double worse) {
    return sum(worse, likeliestWin(worse), false);
  }

  /**
   * The same, where the images are too few to tell how often the new version wins one, and others
   * tell it.
   *
   * @param win share of images that the new version wins, 0..1
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
      // Of so many differing images, won - lost >= difference means that at most this many are
      // lost.
      int most = Math.floorDiv(differing - difference, 2);
      int least = -Math.floorDiv(-(differing - difference), 2);
      double tail = good ? below(differing, lose, most) : 1 - below(differing, lose, least - 1);
      sum += Math.exp(logBinomial(images, differ, differing)) * tail;
    }
    return Math.max(0, Math.min(1, sum));
  }

  /**
   * The share of won images that makes what was seen likeliest, if lost ones are more by so much.
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

  /** The probability of at most so many of {@code n}. */
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

  /** Sums of logarithms, grown as they are needed. */
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
