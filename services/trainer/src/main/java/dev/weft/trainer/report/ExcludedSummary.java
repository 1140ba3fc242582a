package dev.weft.trainer.report;

import dev.weft.trainer.dataset.Excluded;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Summary of the labeled images that were left out of the data set.
 *
 * @param images number of them
 * @param byReason number of them by reason; reasons without images are omitted
 * @param listed the first of them; the manifest lists all
 */
public record ExcludedSummary(
    int images, Map<Excluded.Reason, Integer> byReason, List<Excluded> listed) {
  static final int LISTED = 200;

  public ExcludedSummary {
    byReason = Collections.unmodifiableMap(new TreeMap<>(byReason));
    listed = List.copyOf(listed);
  }

  static ExcludedSummary of(List<Excluded> images) {
    Map<Excluded.Reason, Integer> counts = new TreeMap<>();
    images.forEach(image -> counts.merge(image.reason(), 1, Integer::sum));
    return new ExcludedSummary(
        images.size(), counts, images.subList(0, Math.min(LISTED, images.size())));
  }
}
