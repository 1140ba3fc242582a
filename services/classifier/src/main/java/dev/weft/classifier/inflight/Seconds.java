package dev.weft.classifier.inflight;

import java.time.Duration;
import java.time.Instant;

/** Durations as events and metrics have them. */
public final class Seconds {

  private Seconds() {}

  /** Since a reading of {@link System#nanoTime()}. */
  public static double since(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e9;
  }

  /** Never negative: clocks of two machines may disagree. */
  public static double between(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toNanos() / 1e9);
  }
}
