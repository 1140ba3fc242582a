package dev.weft.trainer.labels;

import dev.weft.trainer.dataset.LabeledImage;
import java.util.List;
import java.util.Map;

/**
 * Labeled images, by whether the SHA-256 of their bytes is known.
 *
 * @param images each with the SHA-256 of its bytes
 * @param gone reasons why the others have none, by image id
 * @param labels the labels of the others, by image id
 */
public record LabeledImages(
    List<LabeledImage> images, Map<String, String> gone, Map<String, String> labels) {
  public LabeledImages {
    images = List.copyOf(images);
    gone = Map.copyOf(gone);
    labels = Map.copyOf(labels);
  }
}
