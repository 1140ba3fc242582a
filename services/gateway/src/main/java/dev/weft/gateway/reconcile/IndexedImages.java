package dev.weft.gateway.reconcile;

import dev.weft.gateway.views.KnownImages;
import dev.weft.gateway.views.cluster.ImageIds;
import java.util.Collection;

/** What the views of all replicas know. Thread-safe. */
public interface IndexedImages {

  /** Most images of one question. */
  int MOST = ImageIds.MOST;

  /**
   * Which of these images they know.
   *
   * @param imageIds at most {@link #MOST}
   * @throws dev.weft.gateway.views.ViewsUnavailableException if a partition has no owner now, or
   *     its owner does not answer or cannot vouch for its views
   */
  KnownImages among(Collection<String> imageIds);
}
