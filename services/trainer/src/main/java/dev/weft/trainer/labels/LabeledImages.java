package dev.weft.trainer.labels;

import dev.weft.trainer.dataset.LabeledImage;
import java.util.List;
import java.util.Map;

/**
 * Labeled images whose bytes are known.
 *
 * @param images each with the SHA-256 of its bytes
 * @param gone why the others have none, by image id
 * @param labels of those that are gone, by image id
 */
public record LabeledImages(
    List<LabeledImage> images, Map<String, String> gone, Map<String, String> labels) {
  public LabeledImages {
    images = List.copyOf(images);
    gone = Map.copyOf(gone);
    labels = Map.copyOf(labels);
  }
}
