package dev.weft.gateway.system;

import dev.weft.gateway.cache.ExpiringValue;
import dev.weft.gateway.labels.Labels;
import dev.weft.gateway.topics.BrokerProbe;
import dev.weft.gateway.topics.GroupLags;
import dev.weft.gateway.views.ImageState;
import dev.weft.gateway.views.ViewsUnavailableException;
import dev.weft.gateway.views.cluster.ClusterViews;
import dev.weft.objectstore.StoreProbe;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What has to be asked of others: each answer is remembered for some seconds, so that any number of
 * clients costs what one does, and what cannot be had is said and never thrown. Thread-safe; blocks
 * for some seconds at most.
 */
public final class SystemProbes {

  private final ExpiringValue<List<GroupLags.Lag>> lags;
  private final ExpiringValue<Boolean> broker;
  private final ExpiringValue<Boolean> store;
  private final ExpiringValue<Count> unanswered;
  private final ExpiringValue<Count> labeled;

  /** A number; null if it cannot be had now. */
  private record Count(Long number) {}

  /**
   * @param age how old answers may be
   */
  public SystemProbes(
      Duration age,
      GroupLags lags,
      BrokerProbe broker,
      StoreProbe store,
      ClusterViews views,
      Labels labels) {
    this.lags = new ExpiringValue<>(age, lags::read);
    this.broker = new ExpiringValue<>(age, broker::isReachable);
    this.store = new ExpiringValue<>(age, () -> store.problem().isEmpty());
    this.unanswered = new ExpiringValue<>(age, () -> count(() -> views.count(ImageState.UPLOADED)));
    this.labeled = new ExpiringValue<>(age, () -> count(() -> labels.counts().labeled()));
  }

  /** How far consumer groups are behind. */
  public List<GroupLags.Lag> lags() {
    return lags.get();
  }

  /** Whether the broker answers. */
  public boolean broker() {
    return broker.get();
  }

  /** Whether uploads could be stored. */
  public boolean store() {
    return store.get();
  }

  /** Images without an answer; null while that cannot be said. */
  public Long unanswered() {
    return unanswered.get().number();
  }

  /** Images with a label; null while that cannot be said. */
  public Long labeled() {
    return labeled.get().number();
  }

  private static Count count(LongSupplier source) {
    try {
      return new Count(source.getAsLong());
    } catch (ViewsUnavailableException e) {
      return new Count(null);
    }
  }
}
