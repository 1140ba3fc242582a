package dev.weft.evaluation;

import dev.weft.base.WilsonInterval;

/**
 * The difference of two shares of the same images, with the 95 % interval of Newcombe, "Improved
 * confidence intervals for the difference between binomial proportions based on paired data",
 * Statistics in Medicine 17, 1998: method 10, which squares and adds Wilson's intervals and allows
 * for how the two hang together.
 *
 * @param both images that both are right about
 * @param won images that only the first is right about
 * @param lost images that only the second is right about
 * @param neither images that neither is right about
 */
public record PairedDifference(int both, int won, int lost, int neither) {
  public PairedDifference {
    if (both < 0 || won < 0 || lost < 0 || neither < 0 || both + won + lost + neither == 0) {
      throw new IllegalArgumentException(
          "%d + %d + %d + %d images are no pairs".formatted(both, won, lost, neither));
    }
  }

  /** How many images there are. */
  public int images() {
    return both + won + lost + neither;
  }

  /** The first's share less the second's, -1..1, and where it lies. */
  public WilsonInterval difference() {
    WilsonInterval first = WilsonInterval.of(both + won, images(), WilsonInterval.Z_95);
    WilsonInterval second = WilsonInterval.of(both + lost, images(), WilsonInterval.Z_95);
    double difference = (double) (won - lost) / images();
    double phi = correlation();
    return new WilsonInterval(
        difference,
        difference - reach(first.share() - first.low(), second.high() - second.share(), phi),
        difference + reach(second.share() - second.low(), first.high() - first.share(), phi));
  }

  private static double reach(double one, double other, double phi) {
    return Math.sqrt(Math.max(0, one * one - 2 * phi * one * other + other * other));
  }

  /** With the continuity correction where it is positive; 0 where one is always right or wrong. */
  private double correlation() {
    double margins = (double) (both + won) * (lost + neither) * (both + lost) * (won + neither);
    if (margins == 0) {
      return 0;
    }
    double product = (double) both * neither - (double) won * lost;
    double half = images() / 2.0;
    double corrected = product > half ? product - half : Math.min(product, 0);
    return corrected / Math.sqrt(margins);
  }
}
