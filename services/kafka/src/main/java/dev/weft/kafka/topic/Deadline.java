package dev.weft.kafka.topic;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A deadline for polling. */
final class Deadline {

  private final long end;

  Deadline(Duration timeout) {
    this.end = System.nanoTime() + timeout.toNanos();
  }

  long leftMillis() {
    return Math.max(0, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
  }

  /** Pauses, or throws if the deadline has passed. */
  void pause(Duration pause, Supplier<RuntimeException> late) {
    if (leftMillis() == 0) {
      throw late.get();
    }
    try {
      Thread.sleep(Math.min(pause.toMillis(), leftMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw late.get();
    }
  }
}
