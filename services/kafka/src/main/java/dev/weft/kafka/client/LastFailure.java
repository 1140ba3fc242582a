package dev.weft.kafka.client;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Remembers the last failure until it is over, or for a minute. Thread-safe. */
public final class LastFailure {

  private static final Duration REMEMBERED = Duration.ofMinutes(1);

  private final LongSupplier nanoTime;
  private String what;
  private long when;

  public LastFailure() {
    this(System::nanoTime);
  }

  LastFailure(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Records a failure.
   *
   * @param why the reason, for people
   */
  public synchronized void note(String why) {
    what = why;
    when = nanoTime.getAsLong();
  }

  /** Clears the failure. */
  public synchronized void over() {
    what = null;
  }

  /** Returns the current failure; empty if there is none. */
  public synchronized Optional<String> now() {
    return Optional.ofNullable(what)
        .filter(why -> nanoTime.getAsLong() - when < REMEMBERED.toNanos());
  }
}
