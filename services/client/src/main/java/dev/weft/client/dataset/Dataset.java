package dev.weft.client.dataset;

import java.time.Instant;
import java.util.List;

/**
 * A named data set: labels as they were when it was made.
 *
 * @param name its name
 * @param model whose labels they are
 * @param filter by which they were chosen
 * @param id SHA-256 of the images' lines: the same images with the same labels have the same
 * @param images that it has
 * @param labels sorted by label
 * @param createdAt when it was made
 * @param links where to go on
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
   * @param images that have it
   */
  public record Count(String label, int images) {}

  /**
   * Paths of the data set's own resources, from the server's address on.
   *
   * @param self the data set
   * @param images its images, a line each
   */
  public record Links(String self, String images) {}
}
