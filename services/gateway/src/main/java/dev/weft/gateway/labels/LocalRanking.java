package dev.weft.gateway.labels;

import dev.weft.events.ModelRef;
import dev.weft.gateway.views.ImageFilter;
import dev.weft.gateway.views.ImageState;
import dev.weft.gateway.views.streams.LocalViews;
import dev.weft.modelstore.reference.FeatureReference;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Ranks the newest classified images of the partitions that this replica owns. Thread-safe.
 *
 * @param local the partitions
 * @param references what versions were tested on
 */
public record LocalRanking(
    LocalViews local, Function<ModelRef, Optional<FeatureReference>> references) {

  private static final ImageFilter CLASSIFIED = new ImageFilter.InState(ImageState.CLASSIFIED);

  /**
   * The best.
   *
   * @param eachPartition newest classified images of each partition that are looked at
   * @param limit how many are wanted
   */
  public Ranking best(int eachPartition, int limit) {
    TopCandidates best = new TopCandidates(new LabelingPriority(references), limit);
    Set<Integer> partitions = local.newest(CLASSIFIED, eachPartition, best::consider);
    return best.ranking(partitions);
  }
}
