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
    @Schema(description = "Logit of the label: the mean of `map` plus `bias`.") double logit,
    double probability,
    @Schema(
            description =
                "Most probable label of the version, which may differ from the explained label.")
        Prediction predicted,
    @Schema(description = "Bias of the label, in logits, independent of the image.") double bias,
    @Schema(
            description =
                "Contribution of each position to the logit, row by row. Positive values are"
                    + " evidence for the label, negative values evidence against it.")
        float[][] map,
    @Schema(
            description =
                "Share of each position in the total evidence for the label. The shares add up to"
                    + " 1.")
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
