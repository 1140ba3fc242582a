package dev.weft.chaos.check;

import dev.weft.chaos.history.Operation;
import java.util.Map;

/** Looks at one side of a history. Memory grows with the number of ids. */
interface Invariant {

  /** Takes the next operation. */
  void add(Operation operation);

  /**
   * Says what only the whole history shows.
   *
   * @param ended whether it goes on until everything is answered and read
   */
  void judge(boolean ended);

  /** Says how much it has seen. */
  void count(Map<String, Long> seen);
}
