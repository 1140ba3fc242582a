package dev.weft.gateway.labels;

import dev.weft.gateway.views.ImageFilter;
import dev.weft.gateway.views.ImageState;
import dev.weft.gateway.views.LocalViews;
import java.util.Set;

/**
 * Ranks the newest classified images of the partitions that this replica owns. Thread-safe.
 *
 * @param local the partitions
 */
public record LocalRanking(LocalViews local) {

  private static final ImageFilter CLASSIFIED = new ImageFilter.InState(ImageState.CLASSIFIED);

  /**
   * The best.
   *
   * @param eachPartition newest classified images of each partition that are looked at
   * @param limit how many are wanted
   */
  public Ranking best(int eachPartition, int limit) {
    Best best = new Best(limit);
    Set<Integer> partitions = local.newest(CLASSIFIED, eachPartition, best::consider);
    return best.ranking(partitions);
  }
}
