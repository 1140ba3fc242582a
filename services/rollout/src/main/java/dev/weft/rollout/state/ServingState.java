package dev.weft.rollout.state;

import dev.weft.events.model.VersionAlias;
import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.RolloutChanged.Cause;
import dev.weft.events.rollout.RolloutChanged.Ended;
import dev.weft.events.rollout.RolloutChanged.OrderPosition;
import dev.weft.events.rollout.RolloutChanged.Rollout;
import dev.weft.events.rollout.RolloutPolicy;
import dev.weft.rolloutrules.OrderRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The part of a model's state that does not depend on a rollout.
 *
 * @param model the model's name
 * @param revision counts decisions from 1
 * @param serving the version that classifies all images that the candidate does not
 * @param pinned whether no rollout begins
 * @param policy of the rollouts that begin from now on
 * @param history rollouts that have ended, the last first, at most {@link RolloutChanged#HISTORY}
 * @param aliases assigned by people; champion and challenger are derived
 * @param considered the newest version that was decided about
 * @param cause of the last change
 * @param changedAt when that was
 * @param lastOrder position of the last order that was carried out; null if none was
 */
public record ServingState(
    String model,
    int revision,
    int serving,
    boolean pinned,
    RolloutPolicy policy,
    List<Ended> history,
    Map<String, Integer> aliases,
    int considered,
    Cause cause,
    Instant changedAt,
    OrderPosition lastOrder) {
  public ServingState {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(policy, "policy");
    history = List.copyOf(history.subList(0, Math.min(RolloutChanged.HISTORY, history.size())));
    aliases = Collections.unmodifiableMap(new TreeMap<>(aliases));
    Objects.requireNonNull(cause, "cause");
    Objects.requireNonNull(changedAt, "changedAt");
  }

  static ServingState of(RolloutChanged event) {
    Map<String, Integer> given = new HashMap<>(event.aliases());
    given.keySet().removeIf(VersionAlias::isReserved);
    return new ServingState(
        event.model(),
        event.revision(),
        event.serving(),
        event.pinned(),
        event.policy(),
        event.history(),
        given,
        event.considered(),
        event.cause(),
        event.changedAt(),
        event.lastOrder());
  }

  RolloutChanged event(Rollout rollout) {
    Map<String, Integer> all = new HashMap<>(aliases);
    all.put(VersionAlias.CHAMPION, serving);
    if (rollout != null) {
      all.put(VersionAlias.CHALLENGER, rollout.version());
    }
    return new RolloutChanged(
        model,
        revision,
        serving,
        pinned,
        policy,
        rollout,
        history,
        all,
        considered,
        cause,
        changedAt,
        lastOrder);
  }

  /**
   * The version that a rollback without a version returns to: the one that the last promotion
   * replaced.
   */
  OptionalInt before() {
    return OrderRules.before(history, serving);
  }

  Set<Integer> needed() {
    Set<Integer> needed = new TreeSet<>(aliases.values());
    needed.add(serving);
    before().ifPresent(needed::add);
    return needed;
  }

  /** The state after a decision, with the next revision. */
  ServingState decided(Cause why, Instant now) {
    return new ServingState(
        model,
        revision + 1,
        serving,
        pinned,
        policy,
        history,
        aliases,
        considered,
        why,
        now,
        lastOrder);
  }

  /** The state with new figures but without a decision. */
  ServingState progressed(Cause why, Instant now) {
    return new ServingState(
        model,
        revision,
        serving,
        pinned,
        policy,
        history,
        aliases,
        considered,
        why,
        now,
        lastOrder);
  }

  /**
   * The state after an order was carried out.
   *
   * @param position of the order; null if the known position is no longer valid
   */
  public ServingState lastOrder(OrderPosition position) {
    return new ServingState(
        model,
        revision,
        serving,
        pinned,
        policy,
        history,
        aliases,
        considered,
        cause,
        changedAt,
        position);
  }

  ServingState serve(int version) {
    return new ServingState(
        model,
        revision,
        version,
        pinned,
        policy,
        history,
        aliases,
        Math.max(considered, version),
        cause,
        changedAt,
        lastOrder);
  }

  ServingState pinned(boolean pin) {
    return new ServingState(
        model,
        revision,
        serving,
        pin,
        policy,
        history,
        aliases,
        considered,
        cause,
        changedAt,
        lastOrder);
  }

  ServingState policy(RolloutPolicy next) {
    return new ServingState(
        model,
        revision,
        serving,
        pinned,
        next,
        history,
        aliases,
        considered,
        cause,
        changedAt,
        lastOrder);
  }

  /** Assigns an alias to a version; removes the alias if {@code version} is null. */
  ServingState alias(String name, Integer version) {
    Map<String, Integer> next = new HashMap<>(aliases);
    next.put(name, version);
    next.values().removeIf(Objects::isNull);
    return new ServingState(
        model,
        revision,
        serving,
        pinned,
        policy,
        history,
        next,
        considered,
        cause,
        changedAt,
        lastOrder);
  }

  ServingState considering(int version) {
    return new ServingState(
        model,
        revision,
        serving,
        pinned,
        policy,
        history,
        aliases,
        Math.max(considered, version),
        cause,
        changedAt,
        lastOrder);
  }

  ServingState ended(Ended rollout) {
    List<Ended> next = new ArrayList<>();
    next.add(rollout);
    next.addAll(history);
    return new ServingState(
        model,
        revision,
        serving,
        pinned,
        policy,
        next,
        aliases,
        considered,
        cause,
        changedAt,
        lastOrder);
  }
}
