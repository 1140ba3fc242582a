package dev.weft.gateway.views;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.state.HostInfo;

/** All partitions: a key's question goes to its owner, a list's to everyone. */
public final class ClusterViews implements ImageQueries {

  private final LocalViews local;
  private final Peers peers;
  private final IntSupplier partitions;
  private volatile int known;

  /**
   * Views of the whole application.
   *
   * @param partitions how many the image topics have
   */
  public ClusterViews(LocalViews local, Peers peers, IntSupplier partitions) {
    this.local = local;
    this.peers = peers;
    this.partitions = partitions;
  }

  @Override
  public Optional<ImageView> get(String imageId) {
    HostInfo owner = local.ownerOf(imageId);
    return owner.equals(local.self()) ? local.get(imageId) : peers.get(owner, imageId);
  }

  @Override
  public ViewSlice list(ImageFilter filter, PagePosition after, int limit) {
    List<ViewSlice> slices = new ArrayList<>();
    for (HostInfo owner : local.owners()) {
      slices.add(
          owner.equals(local.self())
              ? local.list(filter, after, limit)
              : peers.list(owner, filter, after, limit));
    }
    ViewSlice all = ViewSlice.merge(slices, limit);
    int wanted = partitions();
    if (all.partitions().size() < wanted) {
      throw new ViewsUnavailableException(
          "only %d of %d partitions of the views have an owner now"
              .formatted(all.partitions().size(), wanted));
    }
    return all;
  }

  /** Their number never changes: images would lose their partition. */
  private int partitions() {
    if (known == 0) {
      try {
        known = partitions.getAsInt();
      } catch (KafkaException e) {
        throw new ViewsUnavailableException("the broker does not describe the topics", e);
      }
    }
    return known;
  }
}
