package dev.weft.trainer.report;

import dev.weft.trainer.evaluate.UncertaintyThresholds;

/**
 * When the version is not to be relied on, and by which images that was chosen. The test images are
 * none of them.
 *
 * @param leastConfidence an answer is uncertain if its most probable label is less probable
 * @param highestScore an answer is uncertain if its image's outlier score is higher; without a
 *     meaning if some class had no example, so that there is no score
 * @param images of the version's classes
 * @param answered share of them that is not uncertain
 * @param unknownImages of classes that the version does not know; 0 if no class was left out
 * @param unknownUncertain share of those that is uncertain
 */
public record UncertaintySummary(
    double leastConfidence,
    double highestScore,
    int images,
    double answered,
    int unknownImages,
    double unknownUncertain) {

  /** Of what was chosen. */
  public static UncertaintySummary of(UncertaintyThresholds chosen) {
    return new UncertaintySummary(
        chosen.leastConfidence(),
        chosen.highestScore(),
        chosen.images(),
        chosen.answered(),
        chosen.unknownImages(),
        chosen.unknownUncertain());
  }
}
