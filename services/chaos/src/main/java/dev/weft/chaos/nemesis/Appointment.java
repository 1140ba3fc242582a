package dev.weft.chaos.nemesis;

import java.time.Duration;
import java.util.Objects;

/**
 * When a fault is to be.
 *
 * @param after the beginning of the run
 * @param lasts until it is undone
 */
public record Appointment(Duration after, Duration lasts, Fault fault) {
  public Appointment {
    Objects.requireNonNull(after, "after");
    Objects.requireNonNull(lasts, "lasts");
    Objects.requireNonNull(fault, "fault");
  }

  Duration end() {
    return after.plus(lasts);
  }

  /** For people, one line. */
  public String said() {
    String detail = fault.detail().isEmpty() ? "" : ", " + fault.detail();
    return "%d:%02d  %-18s %s for %d s%s"
        .formatted(
            after.toMinutes(),
            after.toSecondsPart(),
            fault.kind(),
            fault.target(),
            lasts.toSeconds(),
            detail);
  }
}
