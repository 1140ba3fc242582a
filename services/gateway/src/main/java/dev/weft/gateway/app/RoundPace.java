package dev.weft.gateway.app;

import dev.weft.gateway.reconcile.Round;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Pauses between rounds of the reconciler, which grow with the rounds' duration, so that these take
 * at most one eleventh of the time. Not thread-safe.
 */
final class RoundPace {
  private static final int TIMES = 10;

  private final Duration interval;
  private final LongSupplier nanoTime;
  private Duration pause;

  /**
   * @param interval shortest pause
   * @param nanoTime clock as {@link System#nanoTime}
   */
  RoundPace(Duration interval, LongSupplier nanoTime) {
    this.interval = interval;
    this.nanoTime = nanoTime;
    this.pause = interval;
  }

  /**
   * Runs a round. The pause is the shortest one after a round that fails, or has reached its
   * maximum number of events: there is more to repair.
   */
  Round run(Supplier<Round> round) {
    pause = interval;
    long start = nanoTime.getAsLong();
    Round done = round.get();
    Duration grown = Duration.ofNanos(nanoTime.getAsLong() - start).multipliedBy(TIMES);
    if (!done.capped() && grown.compareTo(interval) > 0) {
      pause = grown;
    }
    return done;
  }

  /** Time from the end of the last round to the beginning of the next one. */
  Duration pause() {
    return pause;
  }
}
