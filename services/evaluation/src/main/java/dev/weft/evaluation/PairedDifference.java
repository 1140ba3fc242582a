package dev.weft.evaluation;

import dev.weft.base.WilsonInterval;

/**
 * The difference of two paired proportions, with the 95 % interval of Newcombe, "Improved
 * confidence intervals for the difference between binomial proportions based on paired data",
 * Statistics in Medicine 17, 1998: method 10, which combines Wilson intervals and takes the
 * correlation into account.
 *
 * @param both number of images that both classify correctly
 * @param won number of images that only the first classifies correctly
 * @param lost number of images that only the second classifies correctly
 * @param neither number of images that neither classifies correctly
 */
public record PairedDifference(int both, int won, int lost, int neither) {
  public PairedDifference {
    if (both < 0 || won < 0 || lost < 0 || neither < 0 || both + won + lost + neither == 0) {
      throw new IllegalArgumentException(
          "%d + %d + %d + %d images are not valid counts of pairs"
              .formatted(both, won, lost, neither));
    }
  }

  /** Total number of images. */
  public int images() {
    return both + won + lost + neither;
  }

  /** Returns the first proportion minus the second, -1..1, with its interval. */
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

  /** With continuity correction if positive; 0 if one proportion is 0 or 1. */
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
