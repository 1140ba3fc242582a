package dev.weft.classifier.inflight;

import java.time.Duration;
import java.time.Instant;

/** Durations in seconds, for events and metrics. */
public final class Seconds {

  private Seconds() {}

  /** Seconds since a reading of {@link System#nanoTime()}. */
  public static double since(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e9;
  }

  /** Seconds between two times; never negative, since clocks of two machines may disagree. */
  public static double between(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toNanos() / 1e9);
  }
}
