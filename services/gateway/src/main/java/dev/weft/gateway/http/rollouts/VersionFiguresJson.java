package dev.weft.gateway.http.rollouts;

import dev.weft.base.AccuracyEstimate;
import dev.weft.events.model.ModelMeasured.Moments;
import dev.weft.events.model.ServingRole;
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
    @Schema(description = "Number of images that the version classified.") long images,
    @Schema(
            description =
                "Number of images that the version classified, by role: `primary`, `canary` or"
                    + " `shadow`.")
        Map<String, Long> roles,
    @Schema(description = "Number of images on which the version's engine failed.") long failures,
    @Schema(
            description =
                "Number of images that were rejected during preprocessing for this version.")
        long rejections,
    @Schema(description = "Inference time per batch, in seconds.") QuantilesJson inferSeconds,
    @Schema(description = "Time from upload to prediction, in seconds.")
        QuantilesJson endToEndSeconds,
    @Schema(
            nullable = true,
            description = "Mean probability of the predicted label; null if there is no data.")
        Double confidence,
    @Schema(
            nullable = true,
            description = "Mean entropy of the predictions, in nats; null if there is no data.")
        Double entropy,
    @Schema(
            description =
                "Fraction of the images classified by both this and another version on which the"
                    + " two agree.")
        ShareJson agreement,
    @Schema(description = "Accuracy on the images that have since been labeled.")
        ShareJson accuracy,
    @Schema(
            description =
                "Estimated accuracy on all images that the version classified, labeled or not.")
        EstimateJson estimatedAccuracy) {

  /** Quantiles of a distribution. */
  @Schema(
      name = "Quantiles",
      description = "Quantiles, accurate to 1 %; null if there are no measurements.")
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
      @Schema(nullable = true, description = "Fraction, 0 to 1; null if `whole` is 0.")
          Double value,
      @Schema(
              nullable = true,
              description =
                  "Lower bound of the 95 % confidence interval (Wilson); null if `whole` is 0.")
          Double low,
      @Schema(
              nullable = true,
              description =
                  "Upper bound of the 95 % confidence interval (Wilson); null if `whole` is 0.")
          Double high,
      long part,
      @Schema(description = "Total of which `part` is the fraction.") long whole) {

    public static ShareJson of(Share share) {
      return new ShareJson(share.value(), share.low(), share.high(), share.part(), share.whole());
    }
  }

  /** An estimate of accuracy. */
  @Schema(
      name = "AccuracyEstimate",
      description =
          "Accuracy estimated by prediction-powered inference: the mean confidence, corrected by"
              + " its error on labeled images.")
  public record EstimateJson(
      @Schema(
              nullable = true,
              description = "Estimated accuracy, 0 to 1; null with fewer than 30 labels.")
          Double value,
      @Schema(
              nullable = true,
              description =
                  "Lower bound of the 95 % confidence interval; null with fewer than 30 labels.")
          Double low,
      @Schema(
              nullable = true,
              description =
                  "Upper bound of the 95 % confidence interval; null with fewer than 30 labels.")
          Double high,
      @Schema(description = "Number of labels used for the correction.") long labels,
      @Schema(
              description =
                  "Whether the labels are of randomly drawn images, which makes the correction"
                      + " unbiased; otherwise they are of images chosen by people.")
          boolean random,
      @Schema(
              description =
                  "Whether the confidences match the accuracy on these labels to within 2"
                      + " percentage points.")
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

  private static Map<String, Long> roles(Map<ServingRole, Long> roles) {
    Map<String, Long> named = new TreeMap<>();
    roles.forEach((role, images) -> named.put(role.name().toLowerCase(Locale.ROOT), images));
    return named;
  }

  private static Double mean(Moments moments) {
    return moments.count() == 0 ? null : moments.sum() / moments.count();
  }
}
