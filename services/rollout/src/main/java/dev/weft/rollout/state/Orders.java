package dev.weft.rollout.state;

import dev.weft.events.model.VersionAlias;
import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.RolloutChanged.Cause;
import dev.weft.events.rollout.RolloutChanged.Outcome;
import dev.weft.events.rollout.RolloutRefused.Reason;
import dev.weft.events.rollout.RolloutRequested;
import dev.weft.rolloutrules.OrderRefusal;
import dev.weft.rolloutrules.OrderRules;
import dev.weft.rolloutrules.Readiness;
import java.time.Instant;
import java.util.Optional;

/** Carries out orders that {@link OrderRules} allow. */
public final class Orders {
  private final Served state;
  private final RolloutRequested order;
  private final ObservedCluster cluster;
  private final Cause cause;
  private final Instant now;

  private Orders(Served state, RolloutRequested order, ObservedCluster cluster, Instant now) {
    this.state = state;
    this.order = order;
    this.cluster = cluster;
    this.cause = Cause.of(order);
    this.now = now;
  }

  /** Answers an order. Pure. */
  public static OrderResult answer(
      ModelState state, RolloutRequested order, ObservedCluster cluster, Instant now) {
    if (!(state instanceof Served served)) {
      return refused(OrderRules.unserved(state.model()).orElseThrow());
    }
    if (order.revision() != null && order.revision() != state.revision()) {
      return refused(
          Reason.STALE_REVISION,
          "the order is based on revision %d of %s, but the current revision is %d; check the state and repeat the order"
              .formatted(order.revision(), state.model(), state.revision()));
    }
    return new Orders(served, order, cluster, now).answer();
  }

  private OrderResult answer() {
    Optional<OrderRefusal> refusal = rules().refusal(order.action(), order.version());
    if (refusal.isPresent()) {
      return refused(refusal.get());
    }
    return switch (order.action()) {
      case START ->
          new OrderResult.Accepted(new Idle(cleared()).start(order.version(), cause, now));
      case PROMOTE -> new OrderResult.Accepted(rollout().promote(describe("promoted"), cause, now));
      case PAUSE -> new OrderResult.Accepted(rollout().pause(describe("paused"), cause, now));
      case RESUME -> new OrderResult.Accepted(resumed());
      case ABORT ->
          new OrderResult.Accepted(rollout().end(Outcome.ABORTED, describe("aborted"), cause, now));
      case ROLLBACK -> settled(cleared().serve(target()));
      case PIN -> settled(cleared().serve(pinned()).pinned(true));
      case UNPIN -> noted(state.servingState().pinned(false));
      case SET_POLICY -> noted(state.servingState().policy(order.policy()));
      case SET_ALIAS, REMOVE_ALIAS -> alias();
      case UNKNOWN -> throw new IllegalStateException("unexpected unknown action");
    };
  }

  private OrderRules rules() {
    return new OrderRules(state.event(), cluster.published(), cluster.replicas());
  }

  /** The rollout in progress; the rules have checked that there is one. */
  private InProgress rollout() {
    return (InProgress) state;
  }

  private Served resumed() {
    if (state instanceof Paused paused) {
      Readiness readiness = cluster.readiness(model(), paused.progress().version());
      return paused.resume(readiness, cause, now);
    }
    return ((Progressing) state).step(cause, now);
  }

  private int target() {
    return order.version() == null ? state.servingState().before().orElseThrow() : order.version();
  }

  private int pinned() {
    return order.version() == null ? state.servingState().serving() : order.version();
  }

  private OrderResult alias() {
    String alias = order.alias();
    if (VersionAlias.isReserved(alias)) {
      return refused(
          Reason.INVALID_ALIAS,
          "the alias %s is maintained automatically; choose another name".formatted(alias));
    }
    if (order.version() == null && !state.servingState().aliases().containsKey(alias)) {
      return refused(
          Reason.INVALID_ALIAS,
          "%s has no alias %s; its aliases are %s"
              .formatted(model(), alias, state.servingState().aliases().keySet()));
    }
    Optional<OrderRefusal> unpublished = rules().unpublished(order.version());
    if (unpublished.isPresent()) {
      return refused(unpublished.get());
    }
    ServingState next = state.servingState().alias(alias, order.version());
    return next.aliases().size() > RolloutChanged.MAX_ALIASES
        ? refused(
            Reason.INVALID_ALIAS,
            "%s already has %d aliases, which is the maximum; remove one"
                .formatted(model(), RolloutChanged.MAX_ALIASES))
        : noted(next);
  }

  /**
   * The serving state after the rollout in progress, if any, has been ended in favor of the order.
   */
  private ServingState cleared() {
    String reason = describe("superseded by " + order.action().code());
    return state instanceof InProgress underWay
        ? state.servingState().ended(underWay.progress().ended(Outcome.SUPERSEDED, reason, now))
        : state.servingState();
  }

  /** Accepts the order; the rollout in progress, if any, continues. */
  private OrderResult noted(ServingState next) {
    return new OrderResult.Accepted(state.with(next.decided(cause, now)));
  }

  private OrderResult settled(ServingState next) {
    return new OrderResult.Accepted(new Idle(next.decided(cause, now)));
  }

  /** A message: what was done, by whom and why. */
  private String describe(String what) {
    String by = order.requestedBy() == null ? "" : " by " + order.requestedBy();
    return what + by + (order.reason() == null ? "" : ": " + order.reason());
  }

  private String model() {
    return state.model();
  }

  private static OrderResult refused(OrderRefusal refusal) {
    return refused(refusal.reason(), refusal.detail());
  }

  private static OrderResult refused(Reason reason, String detail) {
    return new OrderResult.Refused(reason, detail);
  }
}
