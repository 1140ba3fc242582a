package dev.weft.rollout.state;

import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.RolloutChanged.Cause;
import dev.weft.events.rollout.RolloutChanged.Outcome;
import dev.weft.events.rollout.RolloutChanged.Phase;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** A rollout is in progress; its phase is the state's type. */
public sealed interface InProgress extends Served permits Waiting, Progressing, Paused {

  /** The rollout. */
  RolloutProgress progress();

  /** The phase of the rollout. */
  Phase phase();

  /** The same phase with other values. */
  InProgress with(ServingState next, RolloutProgress progress);

  /** Ends the rollout; the serving version stays. */
  default Idle end(Outcome outcome, String reason, Cause cause, Instant now) {
    return new Idle(
        servingState().ended(progress().ended(outcome, reason, now)).decided(cause, now));
  }

  /** Ends the rollout: the candidate becomes the serving version. */
  default Idle promote(String reason, Cause cause, Instant now) {
    return new Idle(
        servingState()
            .ended(progress().ended(Outcome.PROMOTED, reason, now))
            .serve(progress().version())
            .decided(cause, now));
  }

  /** Pauses the rollout until a person decides how to continue. */
  default Paused pause(String message, Cause cause, Instant now) {
    ServingState next = servingState().decided(cause, now);
    return new Paused(next, with(next).progress().withMessage(message));
  }

  @Override
  default InProgress with(ServingState next) {
    return with(next, progress());
  }

  @Override
  default OptionalInt candidate() {
    return OptionalInt.of(progress().version());
  }

  @Override
  default Set<Integer> needed() {
    Set<Integer> needed = new TreeSet<>(servingState().needed());
    needed.add(progress().version());
    if (progress().from() != null) {
      needed.add(progress().from());
    }
    return needed;
  }

  @Override
  default RolloutChanged event() {
    return servingState().event(progress().event(phase()));
  }
}
