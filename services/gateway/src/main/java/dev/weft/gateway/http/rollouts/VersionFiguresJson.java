package dev.weft.gateway.http.rollouts;

import dev.weft.events.model.ModelMeasured.Moments;
import dev.weft.events.model.Role;
import dev.weft.gateway.rollouts.Share;
import dev.weft.gateway.rollouts.VersionFigures;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a version did to live images. */
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
    @Schema(description = "on the images that people have labeled since") ShareJson accuracy) {

  /** Of a distribution. */
  @Schema(name = "Quantiles", description = "within 1 %; null where nothing was measured")
  public record QuantilesJson(
      @Schema(nullable = true) Double p50,
      @Schema(nullable = true) Double p95,
      @Schema(nullable = true) Double p99) {

    public static QuantilesJson of(VersionFigures.Quantiles quantiles) {
      return new QuantilesJson(quantiles.p50(), quantiles.p95(), quantiles.p99());
    }
  }

  /** Some of a whole. */
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
        ShareJson.of(figures.right()));
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
