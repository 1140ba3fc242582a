package dev.weft.rolloutrules;

import dev.weft.events.ModelRef;
import dev.weft.events.rollout.RolloutAction;
import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.RolloutChanged.Outcome;
import dev.weft.events.rollout.RolloutChanged.Phase;
import dev.weft.events.rollout.RolloutChanged.Rollout;
import dev.weft.events.rollout.RolloutObserved;
import dev.weft.events.rollout.RolloutRefused.Reason;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Rules that determine which orders about a model's versions its state allows. The rollout service
 * decides by these rules, and the gateway reports by them which orders are allowed, so that no
 * client has to repeat them. Pure.
 */
public final class OrderRules {

  private final RolloutChanged state;
  private final SortedSet<Integer> published;
  private final List<RolloutObserved> replicas;

  /**
   * @param state of the model
   * @param published its versions that are in the store
   * @param replicas the newest report of each live replica
   */
  public OrderRules(
      RolloutChanged state, Collection<Integer> published, List<RolloutObserved> replicas) {
    this.state = state;
    this.published = new TreeSet<>(published);
    this.replicas = replicas;
  }

  /**
   * Why an order is refused; empty if it is allowed. Policies, aliases and the revision that the
   * order was made for are not checked.
   *
   * @param version that the order names; null if it names none
   */
  public Optional<OrderRefusal> refusal(RolloutAction action, Integer version) {
    if (state.serving() == null) {
      return unserved(state.model());
    }
    return switch (action) {
      case START -> start(version);
      case PROMOTE -> promote();
      case PAUSE -> pause();
      case RESUME -> resume();
      case ABORT -> state.rollout() == null ? noRollout("abort") : Optional.empty();
      case ROLLBACK -> rollBack(version);
      case PIN -> pin(version);
      case UNPIN -> state.pinned() ? Optional.empty() : illegal("%s is not pinned", state.model());
      case SET_POLICY, SET_ALIAS, REMOVE_ALIAS -> Optional.empty();
      case UNKNOWN ->
          refused(
              Reason.INVALID_ORDER,
              "this release does not support the action of the order; update the service");
    };
  }

  /** The refusal of all orders about a model of which no version serves. */
  public static Optional<OrderRefusal> unserved(String model) {
    return refused(
        Reason.UNKNOWN_MODEL,
        "no version of %s is serving yet; publish a version, which is then served immediately"
            .formatted(model));
  }

  /**
   * The version that a rollback without a version returns to: the one that the last promotion
   * replaced.
   */
  public static OptionalInt before(List<RolloutChanged.Ended> history, int serving) {
    return history.stream()
        .filter(ended -> ended.outcome() == Outcome.PROMOTED && ended.from() != null)
        .mapToInt(RolloutChanged.Ended::from)
        .filter(version -> version != serving)
        .findFirst();
  }

  /** The version that an order concerns if it names none; empty if there is none. */
  public OptionalInt unnamed(RolloutAction action) {
    if (state.serving() == null) {
      return OptionalInt.empty();
    }
    return switch (action) {
      case PROMOTE, PAUSE, RESUME, ABORT ->
          state.rollout() == null ? OptionalInt.empty() : OptionalInt.of(state.rollout().version());
      case PIN, UNPIN -> OptionalInt.of(state.serving());
      case ROLLBACK -> before(state.history(), state.serving());
      default -> OptionalInt.empty();
    };
  }

  /**
   * The refusal of an order that names an unpublished version; empty if the version is published.
   */
  public Optional<OrderRefusal> unpublished(Integer version) {
    return version == null || published.contains(version)
        ? Optional.empty()
        : refused(
            Reason.UNKNOWN_VERSION,
            "%s is not published; published versions are %s".formatted(ref(version), published));
  }

  private Optional<OrderRefusal> start(Integer version) {
    Optional<OrderRefusal> unpublished = unpublished(version);
    if (unpublished.isPresent()) {
      return unpublished;
    }
    if (state.pinned()) {
      return illegal("%s is pinned to version %d; unpin it first", state.model(), state.serving());
    }
    return state.serving().equals(version)
        ? illegal("%s is already serving", ref(version))
        : Optional.empty();
  }

  private Optional<OrderRefusal> promote() {
    Rollout rollout = state.rollout();
    if (rollout == null) {
      return noRollout("promote");
    }
    Readiness readiness = Readiness.of(ref(rollout.version()), replicas);
    return readiness instanceof Readiness.Ready
        ? Optional.empty()
        : illegal(
            "%s cannot serve yet: %s; wait, or abort the rollout",
            ref(rollout.version()), readiness.detail());
  }

  private Optional<OrderRefusal> pause() {
    Rollout rollout = state.rollout();
    if (rollout == null) {
      return noRollout("pause");
    }
    return rollout.phase() == Phase.PAUSED
        ? illegal("the rollout of %s is already paused", ref(rollout.version()))
        : Optional.empty();
  }

  private Optional<OrderRefusal> resume() {
    Rollout rollout = state.rollout();
    if (rollout == null) {
      return noRollout("resume");
    }
    return rollout.phase() == Phase.PAUSED || isAtPause(rollout)
        ? Optional.empty()
        : illegal(
            "the rollout of %s is %s, not paused", ref(rollout.version()), rollout.phase().code());
  }

  /** Whether the rollout is in a step that waits, which can be ended early. */
  private static boolean isAtPause(Rollout rollout) {
    return rollout.phase() == Phase.PROGRESSING
        && rollout.step() < rollout.steps().size()
        && rollout.steps().get(rollout.step()).pause() != null;
  }

  private Optional<OrderRefusal> rollBack(Integer version) {
    OptionalInt target =
        version == null ? unnamed(RolloutAction.ROLLBACK) : OptionalInt.of(version);
    if (target.isEmpty()) {
      return illegal(
          "no version of %s was serving before %d; specify a version",
          state.model(), state.serving());
    }
    return target.getAsInt() == state.serving() && state.rollout() == null
        ? unpublished(target.getAsInt())
            .or(
                () ->
                    illegal("%s is already serving; specify another version", ref(state.serving())))
        : unpublished(target.getAsInt());
  }

  private Optional<OrderRefusal> pin(Integer version) {
    Optional<OrderRefusal> unpublished = unpublished(version);
    if (unpublished.isPresent()) {
      return unpublished;
    }
    return state.pinned() && (version == null || version.equals(state.serving()))
        ? illegal("%s is already pinned to version %d", state.model(), state.serving())
        : Optional.empty();
  }

  private ModelRef ref(int version) {
    return new ModelRef(state.model(), version);
  }

  private Optional<OrderRefusal> noRollout(String action) {
    return illegal(
        "no rollout of %s is in progress, so there is nothing to %s", state.model(), action);
  }

  private static Optional<OrderRefusal> illegal(String format, Object... arguments) {
    return refused(Reason.ILLEGAL_TRANSITION, format.formatted(arguments));
  }

  private static Optional<OrderRefusal> refused(Reason reason, String detail) {
    return Optional.of(new OrderRefusal(reason, detail));
  }
}
