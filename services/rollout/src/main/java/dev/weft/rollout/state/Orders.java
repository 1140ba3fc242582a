package dev.weft.rollout.state;

import dev.weft.events.ModelRef;
import dev.weft.events.model.VersionAlias;
import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.RolloutChanged.Cause;
import dev.weft.events.rollout.RolloutChanged.Outcome;
import dev.weft.events.rollout.RolloutRefused.Reason;
import dev.weft.events.rollout.RolloutRequested;
import dev.weft.events.rollout.RolloutStep;
import java.time.Instant;
import java.util.OptionalInt;

/** Answers orders: which of them a state allows, and what becomes of it. */
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

  /** The same arguments give the same answer. */
  public static OrderResult answer(
      ModelState state, RolloutRequested order, ObservedCluster cluster, Instant now) {
    if (!(state instanceof Served served)) {
      return refused(
          Reason.UNKNOWN_MODEL,
          "no version of %s serves yet; publish one, it serves at once".formatted(state.model()));
    }
    if (order.revision() != null && order.revision() != state.revision()) {
      return refused(
          Reason.STALE_REVISION,
          "the order was made for revision %d of %s, which is at %d now; look at it and order again"
              .formatted(order.revision(), state.model(), state.revision()));
    }
    return new Orders(served, order, cluster, now).answer();
  }

  private OrderResult answer() {
    return switch (order.action()) {
      case START -> start();
      case PROMOTE -> promote();
      case PAUSE -> pause();
      case RESUME -> resume();
      case ABORT -> abort();
      case ROLLBACK -> rollBack();
      case PIN -> pin();
      case UNPIN -> unpin();
      case SET_POLICY -> noted(state.servingState().policy(order.policy()));
      case SET_ALIAS, REMOVE_ALIAS -> alias();
      case UNKNOWN ->
          refused(
              Reason.INVALID_ORDER,
              "this release does not know the action that was ordered; update the service");
    };
  }

  private OrderResult start() {
    if (!cluster.isPublished(order.version())) {
      return unknown(order.version());
    }
    if (state.servingState().pinned()) {
      return illegal("%s is pinned to version %d; unpin it first", model(), serving());
    }
    if (order.version() == serving()) {
      return illegal("%s serves already; there is nothing to roll out", ref(serving()));
    }
    return new OrderResult.Accepted(new Idle(cleared()).start(order.version(), cause, now));
  }

  private OrderResult promote() {
    if (!(state instanceof InProgress underWay)) {
      return noRollout("promote");
    }
    Readiness readiness = cluster.readiness(model(), underWay.progress().version());
    return readiness instanceof Readiness.Ready
        ? new OrderResult.Accepted(underWay.promote(said("promoted"), cause, now))
        : illegal(
            "%s cannot serve yet: %s; wait, or abort",
            ref(underWay.progress().version()), readiness.detail());
  }

  private OrderResult pause() {
    if (!(state instanceof InProgress underWay)) {
      return noRollout("pause");
    }
    return state instanceof Paused
        ? illegal("the rollout of %s is paused already", ref(underWay.progress().version()))
        : new OrderResult.Accepted(underWay.pause(said("paused"), cause, now));
  }

  private OrderResult resume() {
    if (state instanceof Paused paused) {
      Readiness readiness = cluster.readiness(model(), paused.progress().version());
      return new OrderResult.Accepted(paused.resume(readiness, cause, now));
    }
    if (state instanceof Progressing progressing
        && progressing.progress().current().map(RolloutStep::pause).isPresent()) {
      return new OrderResult.Accepted(progressing.step(cause, now));
    }
    return state instanceof InProgress underWay
        ? illegal(
            "the rollout of %s is %s, not paused",
            ref(underWay.progress().version()), underWay.phase().code())
        : noRollout("resume");
  }

  private OrderResult abort() {
    return state instanceof InProgress underWay
        ? new OrderResult.Accepted(underWay.end(Outcome.ABORTED, said("aborted"), cause, now))
        : noRollout("abort");
  }

  private OrderResult rollBack() {
    OptionalInt target =
        order.version() == null ? state.servingState().before() : OptionalInt.of(order.version());
    if (target.isEmpty()) {
      return illegal("no version served %s before %d; name one", model(), serving());
    }
    if (!cluster.isPublished(target.getAsInt())) {
      return unknown(target.getAsInt());
    }
    return target.getAsInt() == serving() && state instanceof Idle
        ? illegal("%s serves already; name another version", ref(serving()))
        : settled(cleared().serve(target.getAsInt()));
  }

  private OrderResult pin() {
    int version = order.version() == null ? serving() : order.version();
    if (order.version() != null && !cluster.isPublished(version)) {
      return unknown(version);
    }
    return state.servingState().pinned() && version == serving()
        ? illegal("%s is pinned to version %d already", model(), version)
        : settled(cleared().serve(version).pinned(true));
  }

  private OrderResult unpin() {
    return state.servingState().pinned()
        ? noted(state.servingState().pinned(false))
        : illegal("%s is not pinned", model());
  }

  private OrderResult alias() {
    String alias = order.alias();
    if (VersionAlias.isReserved(alias)) {
      return refused(
          Reason.INVALID_ALIAS,
          "%s follows the rollouts by itself; choose another name".formatted(alias));
    }
    if (order.version() == null && !state.servingState().aliases().containsKey(alias)) {
      return refused(
          Reason.INVALID_ALIAS,
          "%s has no alias %s, but %s"
              .formatted(model(), alias, state.servingState().aliases().keySet()));
    }
    if (order.version() != null && !cluster.isPublished(order.version())) {
      return unknown(order.version());
    }
    ServingState next = state.servingState().alias(alias, order.version());
    return next.aliases().size() > RolloutChanged.MAX_ALIASES
        ? refused(
            Reason.INVALID_ALIAS,
            "%s has %d aliases, and may not have more; remove one"
                .formatted(model(), RolloutChanged.MAX_ALIASES))
        : noted(next);
  }

  /** What holds once the rollout under way, if there is one, has made way for the order. */
  private ServingState cleared() {
    String reason = said("superseded by " + order.action().code());
    return state instanceof InProgress underWay
        ? state.servingState().ended(underWay.progress().ended(Outcome.SUPERSEDED, reason, now))
        : state.servingState();
  }

  /** The rollout under way, if there is one, goes on. */
  private OrderResult noted(ServingState next) {
    return new OrderResult.Accepted(state.with(next.decided(cause, now)));
  }

  private OrderResult settled(ServingState next) {
    return new OrderResult.Accepted(new Idle(next.decided(cause, now)));
  }

  /** For people: what was done, by whom and why. */
  private String said(String what) {
    String by = order.requestedBy() == null ? "" : " by " + order.requestedBy();
    return what + by + (order.reason() == null ? "" : ": " + order.reason());
  }

  private String model() {
    return state.model();
  }

  private int serving() {
    return state.servingState().serving();
  }

  private ModelRef ref(int version) {
    return new ModelRef(model(), version);
  }

  private OrderResult noRollout(String action) {
    return illegal("no rollout of %s is under way, so there is nothing to %s", model(), action);
  }

  private OrderResult unknown(int version) {
    return refused(
        Reason.UNKNOWN_VERSION,
        "%s is not published; there are %s".formatted(ref(version), cluster.published()));
  }

  private static OrderResult illegal(String format, Object... arguments) {
    return refused(Reason.ILLEGAL_TRANSITION, format.formatted(arguments));
  }

  private static OrderResult refused(Reason reason, String detail) {
    return new OrderResult.Refused(reason, detail);
  }
}
