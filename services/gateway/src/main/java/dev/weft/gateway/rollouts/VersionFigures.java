package dev.weft.gateway.rollouts;

import dev.weft.base.AccuracyEstimate;
import dev.weft.events.model.ModelMeasured.Moments;
import dev.weft.events.model.ServingRole;
import java.util.Map;

/**
 * Figures of a version on live images, over all partitions and a period.
 *
 * @param version of the model
 * @param roles number of images by the version's role for them
 * @param images that it classified
 * @param failures images that its engine failed on
 * @param rejections images that were rejected while they were prepared for it
 * @param inferSeconds durations of the engine's runs
 * @param endToEndSeconds durations from upload to answer
 * @param confidence probability of the predicted label
 * @param entropy in nats
 * @param agreed share of the images that another version classified too with the same label
 * @param right share of the images that people have labeled since with that label predicted
 * @param estimated accuracy on all images that it classified
 */
public record VersionFigures(
    int version,
    Map<ServingRole, Long> roles,
    long images,
    long failures,
    long rejections,
    Quantiles inferSeconds,
    Quantiles endToEndSeconds,
    Moments confidence,
    Moments entropy,
    Share agreed,
    Share right,
    AccuracyEstimate estimated) {

  public VersionFigures {
    roles = Map.copyOf(roles);
  }

  /**
   * Quantiles of a distribution, within 1 %; null if nothing was measured.
   *
   * @param p50 median
   * @param p95 95th percentile
   * @param p99 99th percentile
   */
  public record Quantiles(Double p50, Double p95, Double p99) {}
}
