package dev.weft.client.dataset;

import java.time.Instant;
import java.util.List;

/**
 * A named data set: a snapshot of labels.
 *
 * @param name its name
 * @param model the model whose labels it holds
 * @param filter the filter that selected them
 * @param id SHA-256 of the images' lines: equal for the same images with the same labels
 * @param images number of images
 * @param labels sorted by label
 * @param createdAt when it was created
 * @param links paths of related resources
 */
public record Dataset(
    String name,
    String model,
    DatasetFilter filter,
    String id,
    int images,
    List<Count> labels,
    Instant createdAt,
    Links links) {

  /**
   * A label and how many images have it.
   *
   * @param label the label
   * @param images number of images with it
   */
  public record Count(String label, int images) {}

  /**
   * Paths of the data set's resources, relative to the server's address.
   *
   * @param self the data set
   * @param images its images as JSON Lines
   */
  public record Links(String self, String images) {}
}
