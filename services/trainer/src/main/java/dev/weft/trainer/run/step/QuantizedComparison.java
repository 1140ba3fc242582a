package dev.weft.trainer.run.step;

import dev.weft.modelstore.QuantizedVariant;
import dev.weft.modelstore.uncertainty.UncertaintyRules;
import dev.weft.modelstore.uncertainty.UncertaintyThresholds;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A network in 8-bit integers beside itself in float32, on the same images.
 *
 * @param images that both answered
 * @param right answers in integers
 * @param rightInFloat32 answers in float32
 * @param same answers that both gave
 * @param answered images that it is not uncertain of in integers, by the version's own thresholds,
 *     which were chosen in float32
 * @param answeredInFloat32 the same in float32
 */
record QuantizedComparison(
    int images, int right, int rightInFloat32, int same, int answered, int answeredInFloat32) {

  /** The share of images that it may get wrong beyond those that float32 does. */
  static final double ACCURACY_MARGIN = 0.005;

  /** By how much the share of images that are answered without doubt may differ either way. */
  static final double ANSWERED_MARGIN = 0.02;

  /**
   * What a network says of an image.
   *
   * @param probabilities by class
   * @param features pooled
   */
  record Said(float[] probabilities, float[] features) {
    int best() {
      int best = 0;
      for (int i = 1; i < probabilities.length; i++) {
        best = probabilities[i] > probabilities[best] ? i : best;
      }
      return best;
    }

    boolean isCertain(List<String> classes, Optional<UncertaintyRules> rules) {
      if (rules.isEmpty()) {
        return true;
      }
      UncertaintyThresholds thresholds = rules.get().published();
      return !thresholds.isLowConfidence(classes.get(best()), probabilities[best()])
          && rules.get().score(features).stream().noneMatch(thresholds::isUnlike);
    }
  }

  /**
   * One image.
   *
   * @param label what it shows
   */
  record Asked(int label, Said int8, Said float32) {}

  /**
   * Counts.
   *
   * @param rules when an answer is uncertain; empty if the version does not say
   */
  static QuantizedComparison of(
      List<String> classes, List<Asked> images, Optional<UncertaintyRules> rules) {
    return new QuantizedComparison(
        images.size(),
        (int) images.stream().filter(it -> it.int8().best() == it.label()).count(),
        (int) images.stream().filter(it -> it.float32().best() == it.label()).count(),
        (int) images.stream().filter(it -> it.int8().best() == it.float32().best()).count(),
        (int) images.stream().filter(it -> it.int8().isCertain(classes, rules)).count(),
        (int) images.stream().filter(it -> it.float32().isCertain(classes, rules)).count());
  }

  /** Why a version goes without the graph; empty if it goes with it. */
  Optional<String> objection() {
    int lost = rightInFloat32 - right;
    if (lost > ACCURACY_MARGIN * images) {
      return Optional.of(
          text(
              "it is right about %d of %d images, float32 about %d; %.1f %% fewer are allowed",
              right, images, rightInFloat32, 100 * ACCURACY_MARGIN));
    }
    // One image of few is no sign.
    if (Math.abs(answered - answeredInFloat32) > Math.max(1, ANSWERED_MARGIN * images)) {
      return Optional.of(
          text(
              "it answers %d of %d images without doubt, float32 %d; %.0f %% more or fewer are allowed",
              answered, images, answeredInFloat32, 100 * ANSWERED_MARGIN));
    }
    return Optional.empty();
  }

  /**
   * As a bundle keeps it.
   *
   * @param golden its own logits of the golden input
   */
  QuantizedVariant variant(List<Float> golden) {
    return new QuantizedVariant(
        golden, images, right, rightInFloat32, same, answered, answeredInFloat32);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
