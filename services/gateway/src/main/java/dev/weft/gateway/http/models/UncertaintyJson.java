package dev.weft.gateway.http.models;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.weft.events.rollout.UncertaintyPolicy;
import dev.weft.modelstore.uncertainty.HeldOutAnswers;
import dev.weft.modelstore.uncertainty.UncertaintyThresholds;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Effect of a policy for uncertain answers on the serving version. */
@Schema(name = "Uncertainty")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record UncertaintyJson(
    @Schema(examples = "clothing") String model,
    @Schema(description = "The serving version.") int version,
    UncertaintyPolicy policy,
    @Schema(
            nullable = true,
            description = "Thresholds beyond which predictions are uncertain; null if none apply.")
        ThresholdsJson thresholds,
    @Schema(
            nullable = true,
            description =
                "Remark on the policy, for example that the version cannot reach its target; null"
                    + " if there is none.")
        String note,
    @Schema(
            nullable = true,
            description =
                "Effect of the thresholds on images that were held out of training; null if the"
                    + " version has no stored predictions for such images.")
        HeldOutJson heldOut,
    LabeledJson lastDay) {

  /** Thresholds. */
  @Schema(name = "UncertaintyThresholds")
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record ThresholdsJson(
      @Schema(description = "Minimum probability of the most probable label, 0 to 1.")
          double minimumConfidence,
      @Schema(
              description =
                  "Minimum probability for the classes that have a threshold of their own, 0 to 1.")
          Map<String, Double> minimumConfidenceByClass,
      @Schema(
              nullable = true,
              description = "Maximum outlier score; null if the version has no outlier score.")
          Double maximumOutlierScore) {

    static ThresholdsJson of(UncertaintyThresholds thresholds, boolean hasScore) {
      return new ThresholdsJson(
          thresholds.minimumConfidence(),
          new TreeMap<>(thresholds.minimumConfidenceByClass()),
          hasScore ? thresholds.maximumOutlierScore() : null);
    }
  }

  /** Figures of the images that were held out when the version was trained. */
  @Schema(name = "UncertaintyHeldOut")
  public record HeldOutJson(
      @Schema(description = "Number of images of classes that the version knows.") int images,
      @Schema(description = "Number of these images with a certain prediction.") int answered,
      @Schema(description = "Number of certain predictions that are correct.") int right,
      @Schema(description = "Number of uncertain predictions that would have been correct.")
          int uncertainRight,
      @Schema(description = "Number of images of classes that the version does not know.")
          int unknownImages,
      @Schema(description = "Number of these images with an uncertain prediction.")
          int unknownUncertain) {

    static HeldOutJson of(HeldOutAnswers.Effect effect) {
      return new HeldOutJson(
          effect.known(),
          effect.answered(),
          effect.right(),
          effect.knownRight() - effect.right(),
          effect.unknown(),
          effect.unknownUncertain());
    }
  }

  /** Figures of labeled images that were uploaded within a day. */
  @Schema(name = "UncertaintyLabeled")
  public record LabeledJson(
      @Schema(description = "Earliest upload time of the images.") Instant since,
      @Schema(
              description =
                  "Whether only a sample of the images was evaluated, because there are more.")
          boolean sample,
      @Schema(description = "Number of images that the version classified and that are labeled.")
          int images,
      @Schema(description = "Number of these images with a certain prediction.") int answered,
      @Schema(description = "Number of certain predictions that are correct.") int right,
      @Schema(description = "Number of uncertain predictions that would have been correct.")
          int uncertainRight) {

    static LabeledJson of(Instant since, boolean sample, HeldOutAnswers.Effect effect) {
      return new LabeledJson(
          since,
          sample,
          effect.known(),
          effect.answered(),
          effect.right(),
          effect.knownRight() - effect.right());
    }
  }
}
