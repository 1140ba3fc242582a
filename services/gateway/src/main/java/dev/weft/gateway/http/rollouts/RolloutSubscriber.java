package dev.weft.gateway.http.rollouts;

import dev.weft.events.rollout.RolloutChanged;
import dev.weft.gateway.rollouts.RolloutAt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** State of one subscriber to a model's rollouts. Not thread-safe. */
final class RolloutSubscriber {

  /**
   * A message to the subscriber.
   *
   * @param name of the event; null for a heartbeat
   * @param id to resume from; null if it does not change
   * @param data to be written as JSON
   */
  record Message(String name, String id, Object data) {}

  /** The figures of a model's versions. */
  record Figures(FiguresJson figures, FiguresJson lastHour) {}

  /**
   * Allowed orders of a state whose replicas or published versions have changed.
   *
   * @param revision of the state
   */
  record Orders(int revision, Map<String, AllowanceJson> orders) {}

  private final RolloutViews views;
  private final String model;
  private final Duration heartbeat;
  private volatile long after;
  private List<ReplicaJson> replicas = List.of();
  private List<List<VersionFiguresJson>> figures = List.of();
  private Map<String, AllowanceJson> orders = Map.of();
  private boolean begun;
  private long saidNanos = System.nanoTime();

  RolloutSubscriber(RolloutViews views, String model, long after, Duration heartbeat) {
    this.views = views;
    this.model = model;
    this.after = after;
    this.heartbeat = heartbeat;
  }

  String model() {
    return model;
  }

  /** Offset of the last state that was sent; negative for none. */
  long after() {
    return after;
  }

  /** The messages to send after a new state, or after a time without one. */
  List<Message> next(Optional<RolloutAt> news) {
    List<Message> messages = news.map(this::state).orElseGet(this::rest);
    if (!messages.isEmpty()) {
      saidNanos = System.nanoTime();
    } else if (System.nanoTime() - saidNanos > heartbeat.toNanos()) {
      saidNanos = System.nanoTime();
      return List.of(new Message(null, null, null));
    }
    return messages;
  }

  private List<Message> state(RolloutAt news) {
    after = news.offset();
    List<Message> messages = new ArrayList<>();
    RolloutChangeJson change = views.change(news.state());
    orders = change.orders();
    messages.add(new Message("rollout-changed", String.valueOf(news.offset()), change));
    if (!begun) {
      messages.addAll(rest());
    }
    return messages;
  }

  private List<Message> rest() {
    begun = true;
    List<Message> messages = new ArrayList<>();
    List<ReplicaJson> now = views.replicas(model);
    if (!sameAsBefore(now)) {
      replicas = now;
      messages.add(new Message("replicas", null, now));
    }
    RolloutChanged state = views.require(model);
    Map<String, AllowanceJson> allowed = views.orders(state);
    if (!allowed.equals(orders)) {
      orders = allowed;
      messages.add(new Message("orders", null, new Orders(state.revision(), allowed)));
    }
    FiguresJson exposed = views.sinceExposure(state);
    FiguresJson hour = views.lastHour(model);
    List<List<VersionFiguresJson>> sums =
        List.of(exposed == null ? List.of() : exposed.versions(), hour.versions());
    if (!sums.equals(figures)) {
      figures = sums;
      messages.add(new Message("figures", null, new Figures(exposed, hour)));
    }
    return messages;
  }

  private boolean sameAsBefore(List<ReplicaJson> now) {
    if (now.size() != replicas.size()) {
      return false;
    }
    for (int i = 0; i < now.size(); i++) {
      if (!now.get(i).reportsSameAs(replicas.get(i))) {
        return false;
      }
    }
    return true;
  }
}
