package dev.weft.client.figures;

import dev.weft.client.json.SentAsNull;
import java.util.Map;

/**
 * What a version did with live images.
 *
 * @param version the version's number, from 1
 * @param images number of images that it classified
 * @param roles number of images by the version's role: primary, canary, shadow
 * @param failures images that its engine failed on
 * @param rejections images that were rejected while they were prepared for it
 * @param inferSeconds duration of the engine's run of a batch
 * @param endToEndSeconds time from the upload to the answer
 * @param confidence mean probability of the predicted label; null if there is none
 * @param entropy mean, in nats; null if there is none
 * @param agreement the agreement with another version on the images that both classified
 * @param accuracy accuracy on labeled images
 * @param estimatedAccuracy estimated accuracy on all images that it classified, labeled or not;
 *     null from a gateway of an earlier release
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
   * Quantiles of a distribution, in seconds, within 1 %; null if nothing was measured.
   *
   * @param p50 median; null if there is none
   * @param p95 95th percentile; null if there is none
   * @param p99 99th percentile; null if there is none
   */
  public record Quantiles(@SentAsNull Double p50, @SentAsNull Double p95, @SentAsNull Double p99) {}

  /**
   * An estimate of accuracy: the mean of a version's confidences, corrected by their error on
   * labeled images (prediction-powered inference).
   *
   * @param value 0..1; null with fewer than 30 labels
   * @param low lower bound of its 95 % interval; null if there is none
   * @param high upper bound; null if there is none
   * @param labels number of labels that it is corrected with
   * @param random whether the labeled images were drawn at random, which makes the correction
   *     unbiased; otherwise people chose them
   * @param calibrated whether the confidences are calibrated on these labels: their mean error is,
   *     at 95 %, compatible with at most 2 percentage points
   */
  public record AccuracyEstimate(
      @SentAsNull Double value,
      @SentAsNull Double low,
      @SentAsNull Double high,
      long labels,
      boolean random,
      boolean calibrated) {}

  /**
   * A proportion with its 95 % interval.
   *
   * @param value 0..1; null if the whole is 0
   * @param low lower bound of its 95 % interval (Wilson); null if there is none
   * @param high upper bound; null if there is none
   * @param part the numerator
   * @param whole the denominator
   */
  public record Share(
      @SentAsNull Double value,
      @SentAsNull Double low,
      @SentAsNull Double high,
      long part,
      long whole) {}
}
