package dev.weft.client.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.weft.client.image.LabelSource;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Selects labeled images of a model; an image must meet every condition.
 *
 * @param labels the image has one of these labels; empty for any
 * @param source where the label came from; null for anywhere
 * @param by who gave the label; null for anyone
 * @param tags the image has all of these tags
 * @param since labeled at or after this time; null for no bound
 * @param until labeled before this time; null for no bound
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
