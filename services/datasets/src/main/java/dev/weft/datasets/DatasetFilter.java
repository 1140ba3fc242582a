package dev.weft.datasets;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.weft.events.image.Tags;
import dev.weft.events.label.ImageLabeled;
import dev.weft.events.label.Label;
import dev.weft.events.label.LabelSource;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Selects the labeled images of a data set; an image must meet every condition.
 *
 * @param labels the image has one of these labels; sorted; empty for any
 * @param source the source of the label; null for any
 * @param by who gave the label; null for anyone
 * @param tags the image has all of these tags; empty for any
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

  /** Every labeled image. */
  public static final DatasetFilter ALL =
      new DatasetFilter(List.of(), null, null, Map.of(), null, null);

  private static final int MOST_LABELS = 1000;
  private static final int LONGEST_NAME = 100;

  public DatasetFilter {
    labels = labels == null ? List.of() : labels.stream().distinct().sorted().toList();
    if (labels.size() > MOST_LABELS) {
      throw new IllegalArgumentException(
          "a filter must have at most %d labels, but has %d".formatted(MOST_LABELS, labels.size()));
    }
    labels.forEach(Label::require);
    if (by != null && (by.isBlank() || by.codePointCount(0, by.length()) > LONGEST_NAME)) {
      throw new IllegalArgumentException("by must have 1 to %d characters".formatted(LONGEST_NAME));
    }
    tags = Tags.checked(tags);
    if (since != null && until != null && !since.isBefore(until)) {
      throw new IllegalArgumentException(
          "since must be before until, but they are %s and %s".formatted(since, until));
    }
  }

  /** Whether a label meets the conditions that do not depend on the image's tags. */
  public boolean admits(ImageLabeled image) {
    return (labels.isEmpty() || labels.contains(image.label()))
        && (source == null || source == image.source())
        && (by == null || by.equals(image.labeledBy()))
        && (since == null || !image.labeledAt().isBefore(since))
        && (until == null || image.labeledAt().isBefore(until));
  }

  /** Whether an image's tags meet the filter. */
  public boolean admits(Map<String, String> imageTags) {
    return imageTags.entrySet().containsAll(tags.entrySet());
  }
}
