package dev.weft.datasets;

import dev.weft.events.ModelName;
import dev.weft.events.label.DatasetName;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a name stands for. Never changed, only deleted.
 *
 * @param name see {@link DatasetName}
 * @param model whose labels they are
 * @param filter by which they were chosen
 * @param id SHA-256 of the images' lines, 64 hex digits: the same images with the same labels have
 *     the same
 * @param images how many
 * @param labels how many of each label, sorted by it
 * @param createdAt when
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
      throw new IllegalArgumentException("a data set's id is a SHA-256, but is " + id);
    }
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    Objects.requireNonNull(createdAt, "createdAt");
  }
}
