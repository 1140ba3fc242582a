package dev.weft.client.figures;

import dev.weft.client.json.SentAsNull;
import java.util.Map;

/**
 * What a version did to live images.
 *
 * @param version the version's number, from 1
 * @param images that it classified
 * @param roles the same, by what it was for them: primary, canary, shadow
 * @param failures images that its engine failed on
 * @param rejections images that were rejected while they were prepared for it
 * @param inferSeconds of the engine's run of a batch
 * @param endToEndSeconds from the upload to the answer
 * @param confidence mean probability of the predicted label; null if there is none
 * @param entropy mean, in nats; null if there is none
 * @param agreement with another version, on the images that both classified
 * @param accuracy on the images that people have labeled since
 * @param estimatedAccuracy on all images that it classified, labeled or not; null from a gateway of
 *     an earlier release
 */
public record VersionFigures(
    int version,
    long images,
    Map<String, Long> roles,
    long failures,
    long rejections,
    Quantiles inferSeconds,
    Quantiles endToEndSeconds,
    @SentAsNull Double confidence,
    @SentAsNull Double entropy,
    Share agreement,
    Share accuracy,
    AccuracyEstimate estimatedAccuracy) {

  /**
   * Quantiles of a distribution, in seconds, within 1 %; null where nothing was measured.
   *
   * @param p50 median; null if there is none
   * @param p95 95th percentile; null if there is none
   * @param p99 99th percentile; null if there is none
   */
  public record Quantiles(@SentAsNull Double p50, @SentAsNull Double p95, @SentAsNull Double p99) {}

  /**
   * An estimate of accuracy: the mean of a version's confidences, corrected by how far these were
   * from right on labeled images (prediction-powered inference).
   *
   * @param value 0..1; null with fewer than 30 labels
   * @param low lower end of its 95 % interval; null if there is none
   * @param high upper end; null if there is none
   * @param labels that correct it
   * @param random whether they are of images that were drawn at random, which corrects without
   *     bias; else they are of images that people chose
   * @param calibrated whether its confidences proved right on these labels, within 2 points
   */
  public record AccuracyEstimate(
      @SentAsNull Double value,
      @SentAsNull Double low,
      @SentAsNull Double high,
      long labels,
      boolean random,
      boolean calibrated) {}

  /**
   * Some of a whole, with its 95 % interval.
   *
   * @param value 0..1; null of nothing
   * @param low lower end of its 95 % interval (Wilson); null if there is none
   * @param high upper end; null if there is none
   * @param part how many
   * @param whole that it is the share of
   */
  public record Share(
      @SentAsNull Double value,
      @SentAsNull Double low,
      @SentAsNull Double high,
      long part,
      long whole) {}
}
