package dev.weft.gateway.rollouts;

import dev.weft.base.AccuracyEstimate;
import dev.weft.events.model.ModelMeasured.Moments;
import dev.weft.events.model.Role;
import java.util.Map;

/**
 * What a version did to live images, over all partitions and some time.
 *
 * @param version of the model
 * @param roles images by what it was for them
 * @param images that it classified
 * @param failures that its engine failed on
 * @param rejections that were rejected while they were prepared for it
 * @param inferSeconds of the engine's runs
 * @param endToEndSeconds from upload to answer
 * @param confidence probability of the predicted label
 * @param entropy in nats
 * @param agreed with another version, of the images that both classified
 * @param right of the images that people have labeled since
 * @param estimated accuracy on all images that it classified
 */
public record VersionFigures(
    int version,
    Map<Role, Long> roles,
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
   * Of a distribution of seconds, within 1 %; null where nothing was measured.
   *
   * @param p50 median
   * @param p95 95th percentile
   * @param p99 99th percentile
   */
  public record Quantiles(Double p50, Double p95, Double p99) {}
}
