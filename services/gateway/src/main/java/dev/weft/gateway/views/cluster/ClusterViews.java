package dev.weft.gateway.views.cluster;

import dev.weft.events.image.ImageErased;
import dev.weft.gateway.views.ImageCount;
import dev.weft.gateway.views.ImageFilter;
import dev.weft.gateway.views.ImageQueries;
import dev.weft.gateway.views.ImageState;
import dev.weft.gateway.views.ImageView;
import dev.weft.gateway.views.PagePosition;
import dev.weft.gateway.views.ViewSlice;
import dev.weft.gateway.views.ViewsUnavailableException;
import dev.weft.gateway.views.streams.LocalViews;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Views of all partitions: queries of one image go to its owner, queries of lists to all owners.
 */
public final class ClusterViews implements ImageQueries {

  private final LocalViews local;
  private final Peers peers;
  private final IntSupplier partitions;
  private volatile int known;

  /**
   * Creates the views of the whole application.
   *
   * @param partitions number of partitions of the image topics
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
  public Optional<ImageErased> erasure(String imageId) {
    HostInfo owner = local.ownerOf(imageId);
    return owner.equals(local.self()) ? local.erasure(imageId) : peers.erasure(owner, imageId);
  }

  @Override
  public ViewSlice list(ImageFilter filter, PagePosition after, int limit) {
    List<ViewSlice> slices =
        gather(
            () -> local.list(filter, after, limit),
            owner -> peers.list(owner, filter, after, limit));
    ViewSlice all = ViewSlice.merge(slices, limit);
    requireAll(all.partitions());
    return all;
  }

  /**
   * Number of images in a state.
   *
   * @throws ViewsUnavailableException if a partition has no owner now
   */
  public long count(ImageState state) {
    ImageFilter filter = new ImageFilter.InState(state);
    List<ImageCount> counts = gather(() -> local.count(filter), peer -> peers.count(peer, state));
    requireAll(
        counts.stream().flatMap(count -> count.partitions().stream()).collect(Collectors.toSet()));
    return counts.stream().mapToLong(ImageCount::images).sum();
  }

  /**
   * Collects the results of all replicas that own a partition.
   *
   * @param here queries this replica
   * @param there queries another one
   */
  public <T> List<T> gather(Supplier<T> here, Function<HostInfo, T> there) {
    List<T> answers = new ArrayList<>();
    for (HostInfo owner : local.owners()) {
      answers.add(owner.equals(local.self()) ? here.get() : there.apply(owner));
    }
    return answers;
  }

  /**
   * Checks that every partition is included.
   *
   * @throws ViewsUnavailableException if one is missing
   */
  public void requireAll(Set<Integer> answered) {
    int wanted = partitions();
    if (answered.size() < wanted) {
      throw new ViewsUnavailableException(
          "only %d of %d partitions of the views have an owner at the moment"
              .formatted(answered.size(), wanted));
    }
  }

  /**
   * Number of partitions. It never changes, since images would move to other partitions.
   *
   * @throws ViewsUnavailableException if the broker does not answer
   */
  public int partitions() {
    if (known == 0) {
      try {
        known = partitions.getAsInt();
      } catch (KafkaException e) {
        throw new ViewsUnavailableException(
            "the broker did not return the descriptions of the topics", e);
      }
    }
    return known;
  }
}
