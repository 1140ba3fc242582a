package dev.weft.modelstore;

import dev.weft.base.Argmax;
import dev.weft.modelstore.uncertainty.UncertaintyRules;
import dev.weft.modelstore.uncertainty.UncertaintyThresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Comparison of a quantized network with its float32 original on the same images.
 *
 * @param images number of images that both answered
 * @param right correct answers in 8-bit integers
 * @param rightInFloat32 correct answers in float32
 * @param same images with the same answer
 * @param answered answers in 8-bit integers that are not uncertain, by the version's own
 *     thresholds, which were chosen in float32
 * @param answeredInFloat32 the same in float32
 */
public record QuantizedComparison(
    int images, int right, int rightInFloat32, int same, int answered, int answeredInFloat32) {

  /** Maximum number of additional mistakes, as a share of the images. */
  public static final double ACCURACY_MARGIN = 0.005;

  /** Largest difference, in either direction, of the share of answers that are not uncertain. */
  static final double ANSWERED_MARGIN = 0.02;

  /**
   * A network's output for an image.
   *
   * @param probabilities by class
   * @param features pooled features
   */
  public record Output(float[] probabilities, float[] features) {
    int best() {
      return Argmax.of(probabilities);
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
   * An image with both outputs.
   *
   * @param label index of its class
   */
  public record ComparedImage(int label, Output int8, Output float32) {}

  /**
   * Compares the outputs.
   *
   * @param rules when an answer is uncertain; empty if the version has no rules
   */
  public static QuantizedComparison of(
      List<String> classes, List<ComparedImage> images, Optional<UncertaintyRules> rules) {
    return new QuantizedComparison(
        images.size(),
        (int) images.stream().filter(it -> it.int8().best() == it.label()).count(),
        (int) images.stream().filter(it -> it.float32().best() == it.label()).count(),
        (int) images.stream().filter(it -> it.int8().best() == it.float32().best()).count(),
        (int) images.stream().filter(it -> it.int8().isCertain(classes, rules)).count(),
        (int) images.stream().filter(it -> it.float32().isCertain(classes, rules)).count());
  }

  /** Returns why the graph is not published with the version; empty if it is. */
  public Optional<String> objection() {
    int lost = rightInFloat32 - right;
    if (lost > ACCURACY_MARGIN * images) {
      return Optional.of(
          text(
              "it classifies %d of %d images correctly, float32 %d; at most %.1f %% fewer are"
                  + " allowed",
              right, images, rightInFloat32, 100 * ACCURACY_MARGIN));
    }
    // A difference of one image in a small sample is not significant.
    if (Math.abs(answered - answeredInFloat32) > Math.max(1, ANSWERED_MARGIN * images)) {
      return Optional.of(
          text(
              "it is certain about %d of %d images, float32 about %d; at most %.0f %% more or fewer"
                  + " are allowed",
              answered, images, answeredInFloat32, 100 * ANSWERED_MARGIN));
    }
    return Optional.empty();
  }

  /**
   * Converts to the format of a bundle.
   *
   * @param golden the graph's own golden case
   */
  public QuantizedVariant variant(GoldenCase golden) {
    List<Float> logits = new ArrayList<>();
    for (float logit : golden.logits()) {
      logits.add(logit);
    }
    return new QuantizedVariant(
        logits, images, right, rightInFloat32, same, answered, answeredInFloat32);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
