package dev.weft.client.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.weft.client.image.LabelSource;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Which labeled images of a model are meant: those that meet all of it.
 *
 * @param labels of which an image has one; empty for any
 * @param source where the label came from; null for anywhere
 * @param by who gave the label; null for anyone
 * @param tags that an image has all of
 * @param since labeled then or later; null for any time
 * @param until labeled before; null for any time
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DatasetFilter(
    List<String> labels,
    LabelSource source,
    String by,
    Map<String, String> tags,
    Instant since,
    Instant until) {

  /** All labels. */
  public static final DatasetFilter ALL =
      new DatasetFilter(List.of(), null, null, Map.of(), null, null);

  public DatasetFilter {
    labels = labels == null ? List.of() : List.copyOf(labels);
    tags = tags == null ? Map.of() : tags;
  }
}
