package dev.weft.trainer.dataset;

import java.util.Map;
import java.util.Objects;

/**
 * An image of a data set.
 *
 * @param imageId which
 * @param object where its bytes lie
 * @param label index into the data set's classes
 * @param side what it is for
 * @param tags of its uploader, by which versions are evaluated
 */
public record Sample(
    String imageId, ImageObject object, int label, Split side, Map<String, String> tags) {
  public Sample {
    Objects.requireNonNull(imageId, "imageId");
    Objects.requireNonNull(object, "object");
    Objects.requireNonNull(side, "side");
    if (label < 0) {
      throw new IllegalArgumentException("a label is an index from 0, not " + label);
    }
    tags = Map.copyOf(tags);
  }

  /** One without tags. */
  public Sample(String imageId, ImageObject object, int label, Split side) {
    this(imageId, object, label, side, Map.of());
  }
}
