package dev.weft.gateway.http.evaluations;

import dev.weft.evaluation.EvaluationSet;
import dev.weft.evaluation.Tag;
import dev.weft.evaluation.TopScores;
import dev.weft.gateway.http.request.Parameters;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Query parameters of an evaluation. */
public final class EvaluationQuery {

  /** Maximum number of slices that an error names. */
  private static final int NAMED = 20;

  @QueryParam("threshold")
  @Parameter(
      description =
          "Confidence threshold, 0 to 1. Images with a lower confidence count as not answered."
              + " Defaults to 0, at which all images are answered.",
      schema = @Schema(type = SchemaType.NUMBER, minimum = "0", maximum = "1", defaultValue = "0"))
  String threshold;

  @QueryParam("label")
  @Parameter(
      description =
          "Class for which to return the precision-recall curve. Defaults to all classes combined.")
  String label;

  @QueryParam("slice")
  @Parameter(
      description =
          "Restrict the metrics to images with this tag, as `key:value`. Defaults to all images.",
      example = "camera:door")
  String slice;

  @QueryParam("against")
  @Parameter(
      description = "Version to compare with on the same images, as a number or an alias.",
      example = "3")
  String against;

  @QueryParam("thresholds")
  @Parameter(
      description =
          "If true, also return the metrics at each threshold from 0 to 1 in steps of 0.01.",
      schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
  String thresholds;

  /** The threshold, 0..1. */
  double threshold() {
    if (threshold == null) {
      return 0;
    }
    try {
      double value = Double.parseDouble(threshold);
      TopScores.threshold(value);
      return value;
    } catch (IllegalArgumentException e) {
      throw Parameters.bad("threshold must be a number from 0 to 1, but is %s.", threshold);
    }
  }

  /** The class's index; -1 for all classes together. */
  int classOf(EvaluationSet answers) {
    if (label == null) {
      return -1;
    }
    int index = answers.classes().indexOf(label);
    if (index < 0) {
      throw Parameters.bad("label must be a class of the version, but is %s.", label);
    }
    return index;
  }

  /** The slice's tag; null for all images. */
  Tag sliceOf(EvaluationSet answers) {
    if (slice == null) {
      return null;
    }
    return answers.tags().stream()
        .filter(tag -> !tag.isOther() && slice.equals(tag.key() + ":" + tag.value()))
        .findFirst()
        .orElseThrow(
            () ->
                Parameters.bad(
                    "slice must be the key:value of a tag that enough held-out images have, but is"
                        + " %s. Available slices: %s.",
                    slice, known(answers)));
  }

  private static Object known(EvaluationSet answers) {
    var names =
        answers.tags().stream()
            .filter(tag -> !tag.isOther())
            .map(tag -> tag.key() + ":" + tag.value())
            .limit(NAMED)
            .toList();
    return names.isEmpty() ? "none" : names;
  }

  String against() {
    return against;
  }

  boolean wantsThresholds() {
    return Parameters.flag("thresholds", thresholds);
  }
}
