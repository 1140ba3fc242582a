package dev.weft.trainer.report;

import dev.weft.trainer.dataset.LeftOut;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Labeled images that the data set does not have.
 *
 * @param images number of them
 * @param byReason number of them by reason; reasons without any are left out
 * @param listed the first of them; the manifest has all
 */
public record LeftOutSummary(
    int images, Map<LeftOut.Reason, Integer> byReason, List<LeftOut> listed) {
  static final int LISTED = 200;

  public LeftOutSummary {
    byReason = Collections.unmodifiableMap(new TreeMap<>(byReason));
    listed = List.copyOf(listed);
  }

  static LeftOutSummary of(List<LeftOut> images) {
    Map<LeftOut.Reason, Integer> counts = new TreeMap<>();
    images.forEach(image -> counts.merge(image.reason(), 1, Integer::sum));
    return new LeftOutSummary(
        images.size(), counts, images.subList(0, Math.min(LISTED, images.size())));
  }
}
