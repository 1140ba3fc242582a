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
    Share accuracy) {

  /**
   * Quantiles of a distribution, in seconds, within 1 %; null where nothing was measured.
   *
   * @param p50 median; null if there is none
   * @param p95 95th percentile; null if there is none
   * @param p99 99th percentile; null if there is none
   */
  public record Quantiles(@SentAsNull Double p50, @SentAsNull Double p95, @SentAsNull Double p99) {}

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
