package dev.weft.modelstore.reference;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a version said of the test images when it was made, so that live images can be told from
 * them.
 *
 * @param labels test images by predicted label
 * @param features how their pooled features were distributed; null if there were too few to tell,
 *     or before it was kept
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
                "a reference has a number of images for each label, not " + images + " " + label);
          }
        });
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
  }

  /** Of labels only. */
  public Reference(Map<String, Long> labels) {
    this(labels, null);
  }
}
