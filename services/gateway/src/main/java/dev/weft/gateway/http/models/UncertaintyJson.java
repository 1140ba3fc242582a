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
    @Schema(description = "the version that serves") int version,
    UncertaintyPolicy policy,
    @Schema(
            nullable = true,
            description = "beyond which answers are uncertain; null if nothing is said of them")
        ThresholdsJson thresholds,
    @Schema(
            nullable = true,
            description =
                "what to know of the policy, such as a target that the version cannot reach; null"
                    + " if there is nothing to say")
        String note,
    @Schema(
            nullable = true,
            description =
                "what they do to images that the version did not learn from; null if it came"
                    + " without answers for any")
        HeldOutJson heldOut,
    LabeledJson lastDay) {

  /** Thresholds. */
  @Schema(name = "UncertaintyThresholds")
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record ThresholdsJson(
      @Schema(description = "of the most probable label, 0 to 1") double minimumConfidence,
      @Schema(description = "the same of classes that have their own")
          Map<String, Double> minimumConfidenceByClass,
      @Schema(nullable = true, description = "null if the version has no outlier score")
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
      @Schema(description = "of the version's classes") int images,
      @Schema(description = "of those, by an answer that is not uncertain") int answered,
      @Schema(description = "of those answers") int right,
      @Schema(description = "of the uncertain answers, those that would have been right")
          int uncertainRight,
      @Schema(description = "of no class of the version") int unknownImages,
      @Schema(description = "of those") int unknownUncertain) {

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
      @Schema(description = "of images that came since then") Instant since,
      @Schema(description = "whether there are more than were looked at") boolean sample,
      @Schema(description = "that the version answered and people labeled") int images,
      @Schema(description = "of those, by an answer that is not uncertain") int answered,
      @Schema(description = "of those answers") int right,
      @Schema(description = "of the uncertain answers, those that would have been right")
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
