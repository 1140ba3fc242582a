package dev.weft.chaos.upgrade;

import java.util.List;

/** A process of a release does not start beside what another release has written. */
final class StartRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> replaced;

  /**
   * @param replaced the processes of the new release so far, including those that did not start
   */
  StartRefusedException(String message, List<String> replaced, Throwable cause) {
    super(message, cause);
    this.replaced = List.copyOf(replaced);
  }

  List<String> replaced() {
    return replaced;
  }
}
