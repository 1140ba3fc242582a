package dev.weft.gateway.app;

import dev.weft.gateway.reconcile.Round;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Pauses between rounds of the reconciler, which grow with the rounds' duration, so that these take
 * at most one eleventh of the time, up to ten intervals. Not thread-safe.
 */
final class RoundPace {
  private static final int TIMES = 10;

  private final Duration interval;
  private final LongSupplier nanoTime;
  private Duration pause = Duration.ZERO;
  private long ended;

  /**
   * @param interval time between two calls of {@link #isDue()}
   * @param nanoTime clock as {@link System#nanoTime}
   */
  RoundPace(Duration interval, LongSupplier nanoTime) {
    this.interval = interval;
    this.nanoTime = nanoTime;
    this.ended = nanoTime.getAsLong();
  }

  /** Whether the pause after the last round is over. */
  boolean isDue() {
    return nanoTime.getAsLong() - ended >= pause.toNanos();
  }

  /**
   * Runs a round. There is no pause after one that fails, or has reached its maximum number of
   * events: there is more to repair.
   */
  Round run(Supplier<Round> round) {
    pause = Duration.ZERO;
    long start = nanoTime.getAsLong();
    Round done = round.get();
    ended = nanoTime.getAsLong();
    if (!done.capped()) {
      pause = pauseAfter(Duration.ofNanos(ended - start));
    }
    return done;
  }

  private Duration pauseAfter(Duration round) {
    Duration shorter = round.compareTo(interval) < 0 ? round : interval;
    Duration grown = shorter.multipliedBy(TIMES);
    return grown.compareTo(interval) > 0 ? grown : Duration.ZERO;
  }
}
