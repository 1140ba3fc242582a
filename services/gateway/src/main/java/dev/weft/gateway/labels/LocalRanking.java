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
 * @param references test images' feature references by version; empty if unknown
 */
public record LocalRanking(
    LocalViews local, Function<ModelRef, Optional<FeatureReference>> references) {

  /**
   * Maximum number of sketches of labeled images that each replica sends, at some 130 bytes each.
   */
  public static final int MOST_LABELED = 500;

  private static final ImageFilter CLASSIFIED = new ImageFilter.InState(ImageState.CLASSIFIED);

  /**
   * Computes the ranking.
   *
   * @param eachPartition number of newest classified images of each partition to rank
   * @param limit number of images for each kind of selection
   */
  public Ranking best(int eachPartition, int limit) {
    CandidatePools pools = new CandidatePools(references, limit, MOST_LABELED);
    Set<Integer> partitions = local.newest(CLASSIFIED, eachPartition, pools::consider);
    return pools.ranking(partitions);
  }
}
