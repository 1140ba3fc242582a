package dev.weft.modelstore;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a version said of the test images when it was made, so that live images can be told from
 * them.
 *
 * @param labels test images by predicted label
 */
public record Reference(Map<String, Long> labels) {
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
}
