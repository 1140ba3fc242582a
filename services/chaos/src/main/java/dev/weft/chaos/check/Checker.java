package dev.weft.chaos.check;

import dev.weft.chaos.history.Operation;

/**
 * Takes a history's operations one after the other, then says what was broken. Memory grows with
 * the number of ids, not with what is said of them. Not thread-safe.
 */
public final class Checker {

  /** Takes the next operation, in the history's order. */
  public void add(Operation operation) {
    throw new UnsupportedOperationException();
  }

  /** What is wrong with all that was taken. */
  public Verdict verdict() {
    throw new UnsupportedOperationException();
  }
}
