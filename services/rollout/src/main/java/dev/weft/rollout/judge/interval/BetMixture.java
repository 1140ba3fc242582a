package dev.weft.rollout.judge.interval;

/**
 * Evidence against a hypothesis as the capital of somebody who bets against it, image after image,
 * beginning with 1. Each image is of one of a few categories; a stake of a fraction {@code u} of
 * the capital comes back as {@code u} times the category's payoff. Where the hypothesis gives
 * payoffs a mean of at most 1, the capital is a nonnegative supermartingale, and so is the mean of
 * those of several bettors with constant fractions. It ever reaches {@code 1 / a} with a
 * probability of at most {@code a} (Ville, 1939), however often one looks; that makes of the values
 * which were not refuted a confidence sequence: Shafer, "Testing by betting", JRSS A 184, 2021;
 * Waudby-Smith, Ramdas, "Estimating means of bounded random variables by betting", JRSS B 86, 2024.
 * With constant fractions (Cover's universal portfolio; Orabona, Jun, "Tight concentrations and
 * confidence sequences from the regret of universal portfolio", IEEE Transactions on Information
 * Theory 70, 2024) it depends on nothing but the categories' counts: not on their order, nor on how
 * they came together from windows and partitions.
 *
 * <p>The fractions are 1, 1/sqrt(2), 1/2 ... 1/1024, so near to each other that the best of them
 * earns hardly less than the best of all. Immutable.
 */
public final class BetMixture {

  /**
   * For payoffs of a share, which a version near the bound makes grow with small stakes only. The
   * choice of this and of {@link #PAIRS} is measured by {@code weft bench verdict}.
   */
  static final BetMixture SHARES = new BetMixture(1.0 / 3);

  /** For pairs, of which most are ties: stakes are large. About uniform over 0..1. */
  static final BetMixture PAIRS = new BetMixture(1);

  private static final int FRACTIONS = 21;

  private final double[] fractions = new double[FRACTIONS];
  private final double[] logWeights = new double[FRACTIONS];

  /**
   * @param slope the weight of a fraction is in proportion to its power of this
   */
  private BetMixture(double slope) {
    double sum = 0;
    for (int i = 0; i < FRACTIONS; i++) {
      fractions[i] = Math.pow(2, -i / 2.0);
      sum += Math.pow(fractions[i], slope);
    }
    for (int i = 0; i < FRACTIONS; i++) {
      logWeights[i] = slope * Math.log(fractions[i]) - Math.log(sum);
    }
  }

  /** The natural logarithm of the capital at which a hypothesis is refuted. */
  public static double refutedAt(double alpha) {
    return -Math.log(alpha);
  }

  /**
   * The natural logarithm of the capital.
   *
   * @param images by category
   * @param payoffs by category: finite, not negative
   */
  double logCapital(long[] images, double[] payoffs) {
    double[] logs = new double[FRACTIONS];
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < FRACTIONS; i++) {
      logs[i] = logWeights[i];
      for (int category = 0; category < images.length; category++) {
        if (images[category] > 0) {
          logs[i] += images[category] * Math.log(1 + fractions[i] * (payoffs[category] - 1));
        }
      }
      most = Math.max(most, logs[i]);
    }
    double sum = 0;
    for (double log : logs) {
      sum += Math.exp(log - most);
    }
    return most + Math.log(sum);
  }
}
