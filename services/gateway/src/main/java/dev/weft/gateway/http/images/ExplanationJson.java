package dev.weft.gateway.http.images;

import dev.weft.events.ModelRef;
import dev.weft.events.image.Prediction;
import dev.weft.gateway.explain.Explanation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An explanation in numbers. */
@Schema(name = "ImageExplanation")
@SuppressWarnings("ArrayRecordComponent")
public record ExplanationJson(
    @Schema(examples = "shirt-1") String id,
    ModelRef model,
    @Schema(examples = "shirt") String label,
    @Schema(description = "the map's mean, and the bias") double logit,
    double probability,
    @Schema(description = "the version's most probable label, which may be another")
        Prediction predicted,
    @Schema(description = "what the label has before anything is seen, in logits") double bias,
    @Schema(description = "row by row, in logits: what speaks for the label; below 0, against it")
        float[][] map,
    @Schema(description = "each position's part of what speaks for the label, 1 in all")
        double[][] shares) {

  static ExplanationJson of(String id, Explanation explanation) {
    return new ExplanationJson(
        id,
        explanation.model(),
        explanation.label(),
        explanation.map().logit(),
        explanation.map().probability(),
        explanation.predicted(),
        explanation.map().bias(),
        explanation.map().values(),
        explanation.map().shares());
  }
}
