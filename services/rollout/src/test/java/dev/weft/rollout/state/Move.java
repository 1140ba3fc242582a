package dev.weft.rollout.state;

import dev.weft.events.rollout.RolloutAction;
import dev.weft.events.rollout.RolloutChanged.Verdict;
import dev.weft.events.rollout.RolloutObserved.State;
import dev.weft.events.rollout.RolloutPolicy;

/** An event in the history of a model. Numbers are taken modulo the number of existing things. */
sealed interface Move {

  /** The revision that an order names. */
  enum Revision {
    FRESH,
    STALE,
    ABSENT
  }

  /** A person sends an order. */
  record Order(
      RolloutAction action, Revision revision, int version, int alias, RolloutPolicy policy)
      implements Move {}

  /** A version is published. */
  record Publish() implements Move {}

  /** A replica, possibly a new one, reports a state of each version above the given one. */
  record Observe(int replica, int version, State state) implements Move {}

  /** Every replica reports every version as ready. */
  record Cooperate() implements Move {}

  /** A replica leaves. */
  record Leave(int replica) implements Move {}

  /** A replica stops reporting for a long time. */
  record FallSilent(int replica) implements Move {}

  /** Sets the verdict on a metric from now on. */
  record Measure(int metric, Verdict verdict) implements Move {}

  /** Time passes. */
  record Pass(int seconds) implements Move {}

  /** The control loop evaluates the model this many times. */
  record Tick(int times) implements Move {}

  /**
   * The writer crashes, and another one continues from the committed state; the last order is
   * delivered again.
   */
  record Crash(boolean committed) implements Move {}

  /** Old versions are removed. */
  record Clean() implements Move {}
}
