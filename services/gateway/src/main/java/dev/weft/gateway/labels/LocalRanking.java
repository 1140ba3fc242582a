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

  /** Sketches of labeled images that each replica sends, some 130 bytes each. */
  public static final int MOST_LABELED = 500;

  private static final ImageFilter CLASSIFIED = new ImageFilter.InState(ImageState.CLASSIFIED);

  /**
   * The best.
   *
   * @param eachPartition newest classified images of each partition that are looked at
   * @param limit how many are wanted for each way of choosing
   */
  public Ranking best(int eachPartition, int limit) {
    CandidatePools pools = new CandidatePools(references, limit, MOST_LABELED);
    Set<Integer> partitions = local.newest(CLASSIFIED, eachPartition, pools::consider);
    return pools.ranking(partitions);
  }
}
