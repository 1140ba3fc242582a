package dev.weft.gateway.reconcile;

import dev.weft.gateway.views.KnownImages;
import dev.weft.gateway.views.cluster.ImageIds;
import java.util.Collection;

/** Images known to the views of all replicas. Thread-safe. */
public interface IndexedImages {

  /** Maximum number of images per query. */
  int MOST = ImageIds.MOST;

  /**
   * Which of the given images they know.
   *
   * @param imageIds at most {@link #MOST}
   * @throws dev.weft.gateway.views.ViewsUnavailableException if a partition has no owner now, or
   *     its owner does not answer or its views may be incomplete
   */
  KnownImages among(Collection<String> imageIds);
}
