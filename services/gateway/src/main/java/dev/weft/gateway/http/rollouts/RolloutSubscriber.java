package dev.weft.gateway.http.rollouts;

import dev.weft.events.rollout.RolloutChanged;
import dev.weft.gateway.rollouts.RolloutAt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one subscriber to a model's rollouts has heard. One thread at a time. */
final class RolloutSubscriber {

  /**
   * What it hears.
   *
   * @param name of the event; null for a sign of life
   * @param id to go on from; null if nothing is to be remembered
   * @param data to be written as JSON
   */
  record Said(String name, String id, Object data) {}

  /** The figures of a model's versions. */
  record Figures(FiguresJson figures, FiguresJson lastHour) {}

  /**
   * Which orders a state allows, whose replicas or published versions have changed.
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

  /** Offset of the last state that it heard; less than 0 for none. */
  long after() {
    return after;
  }

  /** What to tell it now that a state has come, or none has for a while. */
  List<Said> hear(Optional<RolloutAt> news) {
    List<Said> said = news.map(this::state).orElseGet(this::rest);
    if (!said.isEmpty()) {
      saidNanos = System.nanoTime();
    } else if (System.nanoTime() - saidNanos > heartbeat.toNanos()) {
      saidNanos = System.nanoTime();
      return List.of(new Said(null, null, null));
    }
    return said;
  }

  private List<Said> state(RolloutAt news) {
    after = news.offset();
    List<Said> said = new ArrayList<>();
    RolloutChangeJson change = views.change(news.state());
    orders = change.orders();
    said.add(new Said("rollout-changed", String.valueOf(news.offset()), change));
    if (!begun) {
      said.addAll(rest());
    }
    return said;
  }

  private List<Said> rest() {
    begun = true;
    List<Said> said = new ArrayList<>();
    List<ReplicaJson> now = views.replicas(model);
    if (!sameAsBefore(now)) {
      replicas = now;
      said.add(new Said("replicas", null, now));
    }
    RolloutChanged state = views.require(model);
    Map<String, AllowanceJson> allowed = views.orders(state);
    if (!allowed.equals(orders)) {
      orders = allowed;
      said.add(new Said("orders", null, new Orders(state.revision(), allowed)));
    }
    FiguresJson exposed = views.sinceExposure(state);
    FiguresJson hour = views.lastHour(model);
    List<List<VersionFiguresJson>> sums =
        List.of(exposed == null ? List.of() : exposed.versions(), hour.versions());
    if (!sums.equals(figures)) {
      figures = sums;
      said.add(new Said("figures", null, new Figures(exposed, hour)));
    }
    return said;
  }

  private boolean sameAsBefore(List<ReplicaJson> now) {
    if (now.size() != replicas.size()) {
      return false;
    }
    for (int i = 0; i < now.size(); i++) {
      if (!now.get(i).saysTheSameAs(replicas.get(i))) {
        return false;
      }
    }
    return true;
  }
}
