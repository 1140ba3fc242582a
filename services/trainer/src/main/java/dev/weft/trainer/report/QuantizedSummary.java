package dev.weft.trainer.report;

import dev.weft.modelstore.QuantizedVariant;

/**
 * Comparison of the version's 8-bit graph with float32, on the images that the version was
 * evaluated on.
 *
 * @param objection why it is not published with the version; null if it is
 * @param images number of images that both graphs answered
 * @param right number of its correct answers
 * @param rightInFloat32 number of correct answers in float32
 * @param same number of images with the same answer
 * @param answered number of its answers that are not uncertain, by the version's own thresholds
 * @param answeredInFloat32 the same in float32
 */
public record QuantizedSummary(
    String objection,
    int images,
    int right,
    int rightInFloat32,
    int same,
    int answered,
    int answeredInFloat32) {

  /** Summarises a comparison. */
  public static QuantizedSummary of(String objection, QuantizedVariant compared) {
    return new QuantizedSummary(
        objection,
        compared.images(),
        compared.right(),
        compared.rightInFloat32(),
        compared.same(),
        compared.answered(),
        compared.answeredInFloat32());
  }
}
