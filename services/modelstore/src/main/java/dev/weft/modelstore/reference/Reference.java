package dev.weft.modelstore.reference;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Distributions of a version's predictions and features for the test images when it was created,
 * against which drift is measured.
 *
 * @param labels number of test images by predicted label
 * @param features distribution of their pooled features; null if there were too few images, or in
 *     versions of older releases
 */
public record Reference(
    Map<String, Long> labels,
    @JsonInclude(JsonInclude.Include.NON_NULL) FeatureReference features) {
  public Reference {
    Objects.requireNonNull(labels, "labels");
    labels.forEach(
        (label, images) -> {
          if (label.isBlank() || images == null || images < 0 || images > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                "the image counts of a reference must not be negative, but are "
                    + images
                    + " "
                    + label);
          }
        });
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
  }

  /** A reference without features. */
  public Reference(Map<String, Long> labels) {
    this(labels, null);
  }
}
