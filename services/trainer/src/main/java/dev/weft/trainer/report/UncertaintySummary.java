package dev.weft.trainer.report;

import dev.weft.modelstore.uncertainty.HeldOutAnswers;
import dev.weft.modelstore.uncertainty.UncertaintyRules;

/**
 * When the version's answers are uncertain, and the images by which the thresholds were chosen.
 * These do not include the test images.
 *
 * @param leastConfidence answers are uncertain if their most probable label is less probable than
 *     this
 * @param highestScore answers are uncertain if the image's outlier score is higher than this; null
 *     if a class had no example, so that there is no score
 * @param images number of images of the version's classes
 * @param answered share of those that are not uncertain
 * @param unknownImages number of images of classes that the version lacks; 0 if no class was left
 *     out
 * @param unknownUncertain share of those that are uncertain
 */
public record UncertaintySummary(
    double leastConfidence,
    Double highestScore,
    int images,
    double answered,
    int unknownImages,
    double unknownUncertain) {

  /** Summarises the rules that a version is published with. */
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
