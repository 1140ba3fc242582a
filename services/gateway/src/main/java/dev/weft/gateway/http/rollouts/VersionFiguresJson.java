package dev.weft.gateway.http.rollouts;

import dev.weft.base.AccuracyEstimate;
import dev.weft.events.model.ModelMeasured.Moments;
import dev.weft.events.model.Role;
import dev.weft.gateway.rollouts.Share;
import dev.weft.gateway.rollouts.VersionFigures;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Figures of a version on live images. */
@Schema(name = "VersionFigures")
public record VersionFiguresJson(
    int version,
    @Schema(description = "that it classified") long images,
    @Schema(description = "the same, by what it was for them: primary, canary, shadow")
        Map<String, Long> roles,
    @Schema(description = "images that its engine failed on") long failures,
    @Schema(description = "images that were rejected while they were prepared for it")
        long rejections,
    @Schema(description = "of the engine's run of a batch") QuantilesJson inferSeconds,
    @Schema(description = "from the upload to the answer") QuantilesJson endToEndSeconds,
    @Schema(nullable = true, description = "mean probability of the predicted label")
        Double confidence,
    @Schema(nullable = true, description = "mean, in nats") Double entropy,
    @Schema(description = "with another version, on the images that both classified")
        ShareJson agreement,
    @Schema(description = "on the images that people have labeled since") ShareJson accuracy,
    @Schema(description = "on all images that it classified, labeled or not")
        EstimateJson estimatedAccuracy) {

  /** Quantiles of a distribution. */
  @Schema(name = "Quantiles", description = "within 1 %; null where nothing was measured")
  public record QuantilesJson(
      @Schema(nullable = true) Double p50,
      @Schema(nullable = true) Double p95,
      @Schema(nullable = true) Double p99) {

    public static QuantilesJson of(VersionFigures.Quantiles quantiles) {
      return new QuantilesJson(quantiles.p50(), quantiles.p95(), quantiles.p99());
    }
  }

  /** A share. */
  @Schema(name = "Share")
  public record ShareJson(
      @Schema(nullable = true, description = "0..1; null of nothing") Double value,
      @Schema(nullable = true, description = "lower end of its 95 % interval (Wilson)") Double low,
      @Schema(nullable = true, description = "upper end") Double high,
      long part,
      @Schema(description = "that it is the share of") long whole) {

    public static ShareJson of(Share share) {
      return new ShareJson(share.value(), share.low(), share.high(), share.part(), share.whole());
    }
  }

  /** An estimate of accuracy. */
  @Schema(
      name = "AccuracyEstimate",
      description =
          "the mean of its confidences, corrected by how far these were from right on labeled"
              + " images (prediction-powered inference)")
  public record EstimateJson(
      @Schema(nullable = true, description = "0..1; null with fewer than 30 labels") Double value,
      @Schema(nullable = true, description = "lower end of its 95 % interval") Double low,
      @Schema(nullable = true, description = "upper end") Double high,
      @Schema(description = "labels that correct it") long labels,
      @Schema(
              description =
                  "whether they are of images that were drawn at random, which corrects without"
                      + " bias; else they are of images that people chose")
          boolean random,
      @Schema(description = "whether its confidences proved right on these labels, within 2 points")
          boolean calibrated) {

    public static EstimateJson of(AccuracyEstimate estimate) {
      return new EstimateJson(
          estimate.isKnown() ? estimate.value() : null,
          orNull(estimate.low()),
          orNull(estimate.high()),
          estimate.labels(),
          estimate.random(),
          estimate.isCalibrated());
    }

    private static Double orNull(OptionalDouble value) {
      return value.isPresent() ? value.getAsDouble() : null;
    }
  }

  public static VersionFiguresJson of(VersionFigures figures) {
    return new VersionFiguresJson(
        figures.version(),
        figures.images(),
        roles(figures.roles()),
        figures.failures(),
        figures.rejections(),
        QuantilesJson.of(figures.inferSeconds()),
        QuantilesJson.of(figures.endToEndSeconds()),
        mean(figures.confidence()),
        mean(figures.entropy()),
        ShareJson.of(figures.agreed()),
        ShareJson.of(figures.right()),
        EstimateJson.of(figures.estimated()));
  }

  private static Map<String, Long> roles(Map<Role, Long> roles) {
    Map<String, Long> named = new TreeMap<>();
    roles.forEach((role, images) -> named.put(role.name().toLowerCase(Locale.ROOT), images));
    return named;
  }

  private static Double mean(Moments moments) {
    return moments.count() == 0 ? null : moments.sum() / moments.count();
  }
}
