package dev.weft.rollout.state;

import dev.weft.events.rollout.RolloutAction;
import dev.weft.events.rollout.RolloutChanged.Verdict;
import dev.weft.events.rollout.RolloutObserved.State;
import dev.weft.events.rollout.RolloutPolicy;

/** Something that may happen around a model. Numbers are taken modulo what there is. */
sealed interface Move {

  /** Which revision an order names. */
  enum Revision {
    FRESH,
    STALE,
    ABSENT
  }

  /** A person orders something. */
  record Order(
      RolloutAction action, Revision revision, int version, int alias, RolloutPolicy policy)
      implements Move {}

  /** A version is published. */
  record Publish() implements Move {}

  /** A replica says how it is with each version from some on; it may be a new one. */
  record Observe(int replica, int version, State state) implements Move {}

  /** Every replica has every version. */
  record Cooperate() implements Move {}

  /** A replica leaves. */
  record Leave(int replica) implements Move {}

  /** A replica is silent for long. */
  record FallSilent(int replica) implements Move {}

  /** From now on a metric is measured so. */
  record Measure(int metric, Verdict verdict) implements Move {}

  /** Time passes. */
  record Pass(int seconds) implements Move {}

  /** The loop looks at the model so often. */
  record Tick(int times) implements Move {}

  /** The writer dies and another reads what was written; the last order is delivered again. */
  record Crash(boolean committed) implements Move {}

  /** Old versions are removed. */
  record Clean() implements Move {}
}
