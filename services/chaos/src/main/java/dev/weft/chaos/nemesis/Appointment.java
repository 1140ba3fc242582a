package dev.weft.chaos.nemesis;

import java.time.Duration;
import java.util.Objects;

/**
 * A scheduled fault.
 *
 * @param after time from the start of the run
 * @param lasts duration until it is undone
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

  /** Description for people, in one line. */
  public String description() {
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
