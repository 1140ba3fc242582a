package dev.weft.trainer.report;

import dev.weft.modelstore.uncertainty.HeldOutAnswers;
import dev.weft.modelstore.uncertainty.UncertaintyRules;

/**
 * When the version is not to be relied on, and by which images that was chosen. The test images are
 * none of them.
 *
 * @param leastConfidence an answer is uncertain if its most probable label is less probable
 * @param highestScore an answer is uncertain if its image's outlier score is higher; null if some
 *     class had no example, so that there is no score
 * @param images of the version's classes
 * @param answered share of them that is not uncertain
 * @param unknownImages of classes that the version does not know; 0 if no class was left out
 * @param unknownUncertain share of those that is uncertain
 */
public record UncertaintySummary(
    double leastConfidence,
    Double highestScore,
    int images,
    double answered,
    int unknownImages,
    double unknownUncertain) {

  /** Of what a version is published with. */
  public static UncertaintySummary of(UncertaintyRules rules) {
    HeldOutAnswers.Effect effect = rules.heldOut().under(rules.published());
    return new UncertaintySummary(
        rules.published().minimumConfidence(),
        rules.hasScore() ? rules.published().maximumOutlierScore() : null,
        effect.known(),
        effect.answeredShare(),
        effect.unknown(),
        effect.unknownUncertainShare());
  }
}
