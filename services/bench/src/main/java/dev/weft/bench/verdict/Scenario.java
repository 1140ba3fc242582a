package dev.weft.bench.verdict;

import java.util.SplittableRandom;

/**
 * A candidate and a serving version.
 *
 * @param accuracy of the serving version, 0..1
 * @param difference the candidate's accuracy minus the serving version's
 * @param discordant share of images that only one of the two classifies correctly, if they classify
 *     the same images; at least the absolute difference
 * @param servings number of the serving version's images for each of the candidate's, if they
 *     classify different images; 0 if they classify the same
 */
record Scenario(double accuracy, double difference, double discordant, int servings) {

  Scenario {
    if (!(accuracy + difference >= 0 && accuracy + difference <= 1)) {
      throw new IllegalArgumentException(
          "the candidate's accuracy would be " + (accuracy + difference));
    }
    double both = accuracy - (discordant - difference) / 2;
    if (Math.abs(difference) > discordant || both < 0 || both + discordant > 1) {
      throw new IllegalArgumentException(
          "accuracies of %.3f and %.3f cannot differ on a share of %.3f of the images"
              .formatted(accuracy, accuracy + difference, discordant));
    }
  }

  /**
   * Adds a label of the candidate, and the labels of the serving version that arrive in the same
   * time.
   */
  SimulatedLabels label(SimulatedLabels before, SplittableRandom random) {
    double only = (discordant + difference) / 2;
    double other = (discordant - difference) / 2;
    double both = accuracy - other;
    if (servings == 0) {
      double at = random.nextDouble();
      boolean isBoth = at < both;
      boolean isOnly = at >= both && at < both + only;
      boolean isOther = at >= both + only && at < both + only + other;
      return before.shared(isBoth || isOnly, isBoth || isOther);
    }
    SimulatedLabels after = before.own(random.nextDouble() < accuracy + difference);
    for (int i = 0; i < servings; i++) {
      after = after.servings(random.nextDouble() < accuracy);
    }
    return after;
  }
}
