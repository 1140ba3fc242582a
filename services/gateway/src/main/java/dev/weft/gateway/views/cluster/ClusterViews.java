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
   * How many images are in a state.
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
   * What each replica that owns a partition says.
   *
   * @param here asks this one
   * @param there asks another one
   */
  public <T> List<T> gather(Supplier<T> here, Function<HostInfo, T> there) {
    List<T> answers = new ArrayList<>();
    for (HostInfo owner : local.owners()) {
      answers.add(owner.equals(local.self()) ? here.get() : there.apply(owner));
    }
    return answers;
  }

  /**
   * Makes sure that every partition had an owner who answered.
   *
   * @throws ViewsUnavailableException if one had none
   */
  public void requireAll(Set<Integer> answered) {
    int wanted = partitions();
    if (answered.size() < wanted) {
      throw new ViewsUnavailableException(
          "only %d of %d partitions of the views have an owner now"
              .formatted(answered.size(), wanted));
    }
  }

  /**
   * How many there are. It never changes: images would lose their partition.
   *
   * @throws ViewsUnavailableException if the broker does not say
   */
  public int partitions() {
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
