package dev.weft.gateway.views.streams;

import dev.weft.gateway.views.ImageView;
import dev.weft.gateway.views.KnownImages;
import dev.weft.gateway.views.ViewsUnavailableException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * What the partitions know that this replica owns and has lately found whole ({@link
 * ViewCompleteness}): what they do not know, no event was seen of. Thread-safe.
 */
public final class CompleteViews {

  private final LocalViews local;
  private volatile Set<Integer> whole = Set.of();

  /** Vouches for nothing yet. */
  public CompleteViews(LocalViews local) {
    this.local = local;
  }

  /** From now on for these partitions, as far as this replica owns them, and for no others. */
  public void vouchFor(Set<Integer> partitions) {
    whole = Set.copyOf(partitions);
  }

  /**
   * Which of these images the views know. A refusal alone is no sign of an upload: a malformed
   * event may have named the image.
   *
   * @throws ViewsUnavailableException if an image is another replica's, or nobody vouches for its
   *     partition
   */
  public KnownImages among(Collection<String> imageIds) {
    Set<String> seen = new HashSet<>();
    Set<String> labeled = new HashSet<>();
    Set<String> erased = new HashSet<>();
    for (String imageId : imageIds) {
      int partition = local.partitionOf(imageId);
      if (!whole.contains(partition)) {
        throw new ViewsUnavailableException(
            "partition %d of the views of %s is not known to be whole"
                .formatted(partition, local.self()));
      }
      ImageView view = local.get(imageId).orElse(null);
      if (view != null && (view.uploaded() != null || !view.answers().isEmpty())) {
        seen.add(imageId);
      }
      if (view != null && (view.labeled() != null || view.labelRemoved())) {
        labeled.add(imageId);
      }
      if (view == null && local.erasure(imageId).isPresent()) {
        erased.add(imageId);
      }
    }
    return new KnownImages(seen, labeled, erased);
  }
}
