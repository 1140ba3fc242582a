package dev.weft.rollout.state;

import dev.weft.events.RolloutChanged;
import dev.weft.events.RolloutChanged.Cause;
import dev.weft.events.RolloutChanged.Outcome;
import dev.weft.events.RolloutChanged.Phase;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** A rollout is under way; its phase is the state's type. */
public sealed interface UnderWay extends Served permits Waiting, Progressing, Paused {

  /** The rollout. */
  Trial trial();

  /** How far it is. */
  Phase phase();

  /** The same phase of another trial. */
  UnderWay with(Standing next, Trial trial);

  /** Ends the rollout; what serves goes on. */
  default Steady end(Outcome outcome, String reason, Cause cause, Instant now) {
    return new Steady(standing().ended(trial().ended(outcome, reason, now)).decided(cause, now));
  }

  /** Ends the rollout: the candidate serves. */
  default Steady promote(String reason, Cause cause, Instant now) {
    return new Steady(
        standing()
            .ended(trial().ended(Outcome.PROMOTED, reason, now))
            .serve(trial().version())
            .decided(cause, now));
  }

  /** Holds it where it is, until a person says what is next. */
  default Paused pause(String message, Cause cause, Instant now) {
    Standing next = standing().decided(cause, now);
    return new Paused(next, with(next).trial().saying(message));
  }

  @Override
  default UnderWay with(Standing next) {
    return with(next, trial());
  }

  @Override
  default OptionalInt candidate() {
    return OptionalInt.of(trial().version());
  }

  @Override
  default Set<Integer> needed() {
    Set<Integer> needed = new TreeSet<>(standing().needed());
    needed.add(trial().version());
    if (trial().from() != null) {
      needed.add(trial().from());
    }
    return needed;
  }

  @Override
  default RolloutChanged event() {
    return standing().event(trial().event(phase()));
  }
}
