package dev.weft.gateway.views.streams;

import dev.weft.gateway.views.ImageView;
import dev.weft.gateway.views.KnownImages;
import dev.weft.gateway.views.ViewsUnavailableException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * The views of partitions that this replica owns and that were recently found complete ({@link
 * ViewCompleteness}): if they do not know an image, there was no event of it. Thread-safe.
 */
public final class CompleteViews {

  private final LocalViews local;
  private volatile Vouched vouched = new Vouched(Set.of(), Instant.MIN);

  private record Vouched(Set<Integer> partitions, Instant asOf) {}

  /** Starts without complete partitions. */
  public CompleteViews(LocalViews local) {
    this.local = local;
  }

  /**
   * Marks these partitions as complete, as far as this replica owns them, and no others.
   *
   * @param contained they contain all uploads that were published before this moment
   */
  public void vouchFor(Set<Integer> partitions, Instant contained) {
    vouched = new Vouched(Set.copyOf(partitions), contained);
  }

  /**
   * The view of an image contains its upload if that was published before this moment; {@link
   * Instant#MIN} if another replica owns the view, or it may be incomplete.
   *
   * @throws ViewsUnavailableException if no replica owns it
   */
  public Instant viewed(String imageId) {
    Vouched now = vouched;
    return now.partitions().contains(local.partitionOf(imageId)) ? now.asOf() : Instant.MIN;
  }

  /**
   * Which of the given images the views know. A rejection alone does not count as an upload: a
   * malformed event may have named the image.
   *
   * @throws ViewsUnavailableException if another replica owns an image, or its partition may be
   *     incomplete
   */
  public KnownImages among(Collection<String> imageIds) {
    Set<String> seen = new HashSet<>();
    Set<String> labeled = new HashSet<>();
    Set<String> erased = new HashSet<>();
    for (String imageId : imageIds) {
      int partition = local.partitionOf(imageId);
      if (!vouched.partitions().contains(partition)) {
        throw new ViewsUnavailableException(
            "partition %d of the views of %s has not been verified as complete"
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
