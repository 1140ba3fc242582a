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
 * Status of other systems. Responses are cached for some seconds, so that the cost does not depend
 * on the number of clients; failures are returned as values and never thrown. Thread-safe; blocks
 * for some seconds at most.
 */
public final class SystemProbes {

  private final ExpiringValue<List<GroupLags.Lag>> lags;
  private final ExpiringValue<Boolean> broker;
  private final ExpiringValue<Boolean> store;
  private final ExpiringValue<Count> unanswered;
  private final ExpiringValue<Count> labeled;

  /** A number; null if it is unknown now. */
  private record Count(Long number) {}

  /**
   * @param age maximum age of cached responses
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

  /** Lags of consumer groups. */
  public List<GroupLags.Lag> lags() {
    return lags.get();
  }

  /** Whether the broker is reachable. */
  public boolean broker() {
    return broker.get();
  }

  /** Whether uploads can be stored. */
  public boolean store() {
    return store.get();
  }

  /** Number of images without an answer; null if unknown. */
  public Long unanswered() {
    return unanswered.get().number();
  }

  /** Number of labeled images; null if unknown. */
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
