package dev.weft.rollout.judge.interval;

/**
 * Evidence against a hypothesis, as the capital of a bettor who bets against it image by image,
 * starting with 1. Each image falls into one of a few categories; a stake of a fraction {@code u}
 * of the capital returns {@code u} times the category's payoff. If the mean payoff under the
 * hypothesis is at most 1, the capital is a nonnegative supermartingale, and so is the mean over
 * several bettors with constant fractions. The probability that it ever reaches {@code 1 / a} is at
 * most {@code a} (Ville, 1939), however often it is checked; the values that were not refuted
 * therefore form a confidence sequence: Shafer, "Testing by betting", JRSS A 184, 2021;
 * Waudby-Smith, Ramdas, "Estimating means of bounded random variables by betting", JRSS B 86, 2024.
 * With constant fractions (Cover's universal portfolio; Orabona, Jun, "Tight concentrations and
 * confidence sequences from the regret of universal portfolio", IEEE Transactions on Information
 * Theory 70, 2024) the capital depends only on the categories' counts: neither on their order nor
 * on how they were merged from windows and partitions.
 *
 * <p>The fractions are 1, 1/sqrt(2), 1/2 ... 1/1024, so close to each other that the best of them
 * earns hardly less than the best fraction of all. Immutable.
 */
public final class BetMixture {

  /**
   * Weights for the payoffs of a share: near the bound the capital grows with small stakes only.
   * The choice of this and of {@link #PAIRS} is measured by {@code weft bench verdict}.
   */
  static final BetMixture SHARES = new BetMixture(1.0 / 3);

  /**
   * Weights for pairs, most of which are ties, so that stakes are large. About uniform over 0..1.
   */
  static final BetMixture PAIRS = new BetMixture(1);

  private static final int FRACTIONS = 21;

  private final double[] fractions = new double[FRACTIONS];
  private final double[] logWeights = new double[FRACTIONS];

  /**
   * @param slope the weight of a fraction is proportional to the fraction raised to this power
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
