package dev.weft.trainer.dataset;

import dev.weft.features.ImageObject;
import java.util.Map;
import java.util.Objects;

/**
 * An image of a data set.
 *
 * @param imageId which
 * @param object where its bytes are stored
 * @param label index into the data set's classes
 * @param side its split
 * @param tags the uploader's tags, by which versions are evaluated
 */
public record Sample(
    String imageId, ImageObject object, int label, Split side, Map<String, String> tags) {
  public Sample {
    Objects.requireNonNull(imageId, "imageId");
    Objects.requireNonNull(object, "object");
    Objects.requireNonNull(side, "side");
    if (label < 0) {
      throw new IllegalArgumentException("a label must be an index of at least 0, but is " + label);
    }
    tags = Map.copyOf(tags);
  }

  /** A sample without tags. */
  public Sample(String imageId, ImageObject object, int label, Split side) {
    this(imageId, object, label, side, Map.of());
  }
}
