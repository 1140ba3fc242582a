package dev.weft.trainer.report;

import dev.weft.modelstore.QuantizedVariant;

/**
 * What the version's graph in 8-bit integers was worth, on the images that judged it.
 *
 * @param objection why it does not go with the version; null if it does
 * @param images that both graphs answered
 * @param right of its answers
 * @param rightInFloat32 of the answers in float32
 * @param same answers that both gave
 * @param answered images that it is not uncertain of, by the version's own thresholds
 * @param answeredInFloat32 the same of float32
 */
public record QuantizedSummary(
    String objection,
    int images,
    int right,
    int rightInFloat32,
    int same,
    int answered,
    int answeredInFloat32) {

  /** Of a graph that was compared. */
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
