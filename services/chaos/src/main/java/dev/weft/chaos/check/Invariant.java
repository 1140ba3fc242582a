package dev.weft.chaos.check;

import dev.weft.chaos.history.Operation;
import java.util.Map;

/** Checks one aspect of a history. Memory grows with the number of ids. */
interface Invariant {

  /** Adds the next operation. */
  void add(Operation operation);

  /**
   * Reports violations that only the whole history reveals.
   *
   * @param ended whether the history continues until everything is answered and read
   */
  void judge(boolean ended);

  /** Adds the numbers of checked operations. */
  void count(Map<String, Long> seen);
}
