package dev.weft.kafka.client;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What last went wrong, until it is over or was a minute ago. Any thread. */
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
   * It went wrong.
   *
   * @param why for people
   */
  public synchronized void note(String why) {
    what = why;
    when = nanoTime.getAsLong();
  }

  /** It goes right again. */
  public synchronized void over() {
    what = null;
  }

  /** Why it goes wrong; empty if it does not. */
  public synchronized Optional<String> now() {
    return Optional.ofNullable(what)
        .filter(why -> nanoTime.getAsLong() - when < REMEMBERED.toNanos());
  }
}
