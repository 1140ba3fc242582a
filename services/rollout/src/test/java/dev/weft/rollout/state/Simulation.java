package dev.weft.rollout.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.json.EventJson;
import dev.weft.events.rollout.RolloutAction;
import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.RolloutChanged.Verdict;
import dev.weft.events.rollout.RolloutCondition;
import dev.weft.events.rollout.RolloutMetric;
import dev.weft.events.rollout.RolloutObserved;
import dev.weft.events.rollout.RolloutObserved.ReplicaVersion;
import dev.weft.events.rollout.RolloutObserved.State;
import dev.weft.events.rollout.RolloutPolicy;
import dev.weft.events.rollout.RolloutRequested;
import dev.weft.rollout.judge.Reading;
import dev.weft.rollout.retention.RetentionRule;
import dev.weft.rollout.retention.StoredVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A model, its store, its replicas and a clock. Each committed state is written as JSON and read
 * again, as if after each change the writer crashed and another took over.
 */
final class Simulation {
  static final String MODEL = "clothing";
  private static final Duration LOAD_TIMEOUT = Duration.ofSeconds(20);
  private static final RetentionRule RULE = new RetentionRule(Duration.ofSeconds(60));

  /** States that some of the histories must reach; otherwise the test would prove nothing. */
  static final Set<String> REACHABLE =
      Set.of(
          "waiting",
          "progressing",
          "paused",
          "promoted",
          "aborted",
          "rolled-back",
          "superseded",
          "pinned",
          "refused",
          "load timeout",
          "canary",
          "removal",
          "crash");

  private final Set<String> reached = new HashSet<>();
  private final Map<Integer, StoredVersion> store = new TreeMap<>();
  private final Map<String, RolloutObserved> replicas = new TreeMap<>();
  private final Map<String, Map<Integer, Loading>> loadings = new TreeMap<>();
  private final Map<RolloutMetric, Verdict> verdicts = new EnumMap<>(RolloutMetric.class);
  private final Invariants invariants = new Invariants();
  private final List<ModelState> committed = new ArrayList<>();
  private ModelState state;
  private Instant now = Instant.parse("2026-11-24T12:00:00Z");
  private boolean isNew;
  private int published;
  private int orders;
  private RolloutRequested last;

  Simulation(RolloutPolicy policy) {
    state = new Unserved(MODEL, 0, policy);
    committed.add(state);
  }

  ModelState state() {
    return state;
  }

  Set<String> reached() {
    return reached;
  }

  ObservedCluster cluster() {
    return new ObservedCluster(
        new java.util.TreeSet<>(store.keySet()),
        List.copyOf(replicas.values()),
        (servingState, progress, condition) -> reading(condition),
        loadings.values().stream().flatMap(of -> of.values().stream()).toList(),
        LOAD_TIMEOUT);
  }

  private Reading reading(RolloutCondition condition) {
    Verdict verdict = verdicts.getOrDefault(condition.metric(), Verdict.SUCCESSFUL);
    return verdict == Verdict.INCONCLUSIVE
        ? new Reading(verdict, Double.NaN, Double.NaN, Double.NaN, 0, false, true)
        : new Reading(verdict, 0.5, 0.25, 0.75, 100, false, true);
  }

  void play(Move move) {
    boolean mayBeLost = isNew;
    isNew = false;
    if (move instanceof Move.Order order) {
      order(order);
    } else if (move instanceof Move.Publish) {
      published++;
      // Every third version is an import; the others are trained from the newest one.
      int root = published % 3 == 1 ? published : published - (published + 2) % 3;
      store.put(published, new StoredVersion(published, now, root));
    } else if (move instanceof Move.Observe observe) {
      observe("replica-" + observe.replica(), observe.version(), observe.state());
    } else if (move instanceof Move.Cooperate) {
      replicas.putIfAbsent("replica-0", null);
      List.copyOf(replicas.keySet()).forEach(name -> observe(name, 0, State.READY));
    } else if (move instanceof Move.Leave leave) {
      replicas.remove("replica-" + leave.replica());
      loadings.remove("replica-" + leave.replica());
    } else if (move instanceof Move.FallSilent silent) {
      replicas.remove("replica-" + silent.replica());
    } else if (move instanceof Move.Measure measure) {
      verdicts.put(Moves.METRICS.get(measure.metric() % Moves.METRICS.size()), measure.verdict());
    } else if (move instanceof Move.Pass pass) {
      now = now.plusSeconds(pass.seconds());
    } else if (move instanceof Move.Tick tick) {
      for (int i = 0; i < tick.times() && tick(); i++) {
        now = now.plusMillis(500);
      }
    } else if (move instanceof Move.Crash crash) {
      crash(crash, mayBeLost);
    } else {
      clean();
    }
  }

  /** Returns whether there was something to do. */
  boolean tick() {
    Optional<Served> next = Policy.next(state, cluster(), now);
    assertThat(Policy.next(state, cluster(), now)).isEqualTo(next);
    next.ifPresent(
        served -> {
          invariants.afterPolicy(state, served, cluster());
          commit(served);
        });
    return next.isPresent();
  }

  private void observe(String name, int from, State said) {
    // The delay of a report.
    now = now.plusMillis(1);
    List<ReplicaVersion> versions = new ArrayList<>();
    for (int version : store.keySet()) {
      State how = version > from ? said : State.READY;
      versions.add(new ReplicaVersion(version, how, "reason", null));
      load(name, version, how);
    }
    replicas.put(
        name,
        new RolloutObserved(MODEL, name, state.revision(), null, versions, "onnx-cpu", false, now));
  }

  private void load(String name, int version, State how) {
    var own = loadings.computeIfAbsent(name, replica -> new TreeMap<>());
    if (how == State.LOADING) {
      own.merge(
          version,
          new Loading(name, version, now, now),
          (first, again) -> new Loading(name, version, first.since(), now));
    } else {
      own.remove(version);
    }
  }

  private void order(Move.Order move) {
    RolloutAction action = move.action();
    boolean needsVersion = action == RolloutAction.START || action == RolloutAction.SET_ALIAS;
    boolean takesVersion =
        needsVersion || action == RolloutAction.ROLLBACK || action == RolloutAction.PIN;
    boolean takesAlias = action == RolloutAction.SET_ALIAS || action == RolloutAction.REMOVE_ALIAS;
    Integer version = takesVersion && move.version() > 0 ? Integer.valueOf(move.version()) : null;
    last =
        new RolloutRequested(
            "order-" + ++orders,
            MODEL,
            action,
            switch (move.revision()) {
              case FRESH -> state.revision();
              case STALE -> Math.max(0, state.revision() - 1);
              case ABSENT -> null;
            },
            needsVersion && version == null ? Integer.valueOf(1) : version,
            takesAlias ? (move.alias() == 0 ? "champion" : "alias-" + move.alias()) : null,
            action == RolloutAction.SET_POLICY ? move.policy() : null,
            "why",
            "somebody",
            now);
    answer();
  }

  private void answer() {
    OrderResult answer = Orders.answer(state, last, cluster(), now);
    assertThat(Orders.answer(state, last, cluster(), now)).isEqualTo(answer);
    invariants.afterOrder(state, last, answer, cluster());
    if (answer instanceof OrderResult.Accepted accepted) {
      commit(accepted.next());
    } else {
      reached.add("refused");
    }
  }

  private void note(RolloutChanged event) {
    event.history().forEach(ended -> reached.add(ended.outcome().code()));
    if (String.valueOf(event.cause().reason()).contains("weft.rollout.load-timeout")) {
      reached.add("load timeout");
    }
    if (event.pinned()) {
      reached.add("pinned");
    }
    if (event.rollout() != null) {
      reached.add(event.rollout().phase().code());
      if (event.rollout().weight() > 0) {
        reached.add("canary");
      }
    }
  }

  /**
   * If the crash is before the commit, the change is lost with the writer, and the order is
   * delivered again.
   */
  private void crash(Move.Crash crash, boolean mayBeLost) {
    if (crash.committed() || !mayBeLost) {
      return;
    }
    reached.add("crash");
    boolean byLastOrder =
        state instanceof Served served
            && last != null
            && last.orderId().equals(served.servingState().cause().orderId())
            && served.servingState().changedAt().equals(now);
    committed.remove(committed.size() - 1);
    state = committed.get(committed.size() - 1);
    invariants.forget(state);
    if (byLastOrder) {
      answer();
    }
  }

  private void clean() {
    if (state instanceof Served served) {
      List<Integer> removable = RULE.removable(served, store.values(), now);
      invariants.beforeRemoval(served, removable, store);
      store.keySet().removeAll(removable);
      if (!removable.isEmpty()) {
        reached.add("removal");
      }
    }
  }

  private void commit(Served next) {
    RolloutChanged event = next.event();
    var read = EventJson.read(EventJson.parse(EventJson.write(event)), RolloutChanged.class);
    assertThat(read).isEqualTo(event);
    note(event);
    state = ModelState.of(read);
    assertThat(state).isEqualTo(next);
    committed.add(state);
    isNew = true;
  }
}
