package dev.weft.datasets;

import dev.weft.events.ModelName;
import dev.weft.events.label.DatasetName;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Definition of a named data set. Immutable, but can be deleted.
 *
 * @param name see {@link DatasetName}
 * @param model the model of the labels
 * @param filter the filter that selected the images
 * @param id SHA-256 of the images' lines, 64 hex digits: equal for the same images with the same
 *     labels
 * @param images number of images
 * @param labels number of images by label, sorted by label
 * @param createdAt when it was created
 */
public record NamedDataset(
    String name,
    String model,
    DatasetFilter filter,
    String id,
    int images,
    Map<String, Integer> labels,
    Instant createdAt) {

  public NamedDataset {
    DatasetName.require(name);
    ModelName.require(model);
    filter = filter == null ? DatasetFilter.ALL : filter;
    if (id == null || !id.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("the id of a data set must be a SHA-256, but is " + id);
    }
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    Objects.requireNonNull(createdAt, "createdAt");
  }
}
