package dev.weft.gateway.system;

import java.time.Duration;

/** Sliding-window counter: one count per time bucket, of which the oldest is dropped. */
final class SlidingCount {

  private final long stretch;
  private final long[] sums;
  private long newest = Long.MIN_VALUE;

  /**
   * @param stretches number of buckets
   * @param stretch length of a bucket
   */
  SlidingCount(int stretches, Duration stretch) {
    this.stretch = stretch.toNanos();
    this.sums = new long[stretches];
  }

  /**
   * Counts one.
   *
   * @param nanos reading of a monotonic clock
   */
  void add(long nanos) {
    move(nanos);
    sums[slot(newest)]++;
  }

  /** The sum of the newest buckets, including the current one. */
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
