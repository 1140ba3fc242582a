package dev.weft.gateway.system;

import java.time.Duration;

/** How much happened lately: one sum for each stretch of time, the oldest forgotten. */
final class SlidingCount {

  private final long stretch;
  private final long[] sums;
  private long newest = Long.MIN_VALUE;

  /**
   * @param stretches how many are remembered
   * @param stretch how long each is
   */
  SlidingCount(int stretches, Duration stretch) {
    this.stretch = stretch.toNanos();
    this.sums = new long[stretches];
  }

  /**
   * One more.
   *
   * @param nanos of a clock that never goes back
   */
  void add(long nanos) {
    move(nanos);
    sums[slot(newest)]++;
  }

  /** The sum of the newest stretches, the one under way included. */
  long sum(long nanos, int stretches) {
    move(nanos);
    long sum = 0;
    for (int i = 0; i < stretches; i++) {
      sum += sums[slot(newest - i)];
    }
    return sum;
  }

  private void move(long nanos) {
    long now = Math.floorDiv(nanos, stretch);
    long first = Math.max(newest + 1, now - sums.length + 1);
    for (long each = first; each <= now; each++) {
      sums[slot(each)] = 0;
    }
    newest = Math.max(newest, now);
  }

  private int slot(long number) {
    return (int) Math.floorMod(number, (long) sums.length);
  }
}
