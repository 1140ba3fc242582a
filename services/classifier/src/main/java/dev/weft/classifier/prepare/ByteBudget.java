package dev.weft.classifier.prepare;

import java.util.concurrent.Semaphore;

/** Limits the encoded bytes in memory. Fair: a large image is not starved. */
public final class ByteBudget {

  private static final int UNIT = 1024;

  private final int units;
  private final Semaphore free;

  public ByteBudget(long bytes) {
    this.units = (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes / UNIT));
    this.free = new Semaphore(units, true);
  }

  /**
   * Waits until {@code bytes} more fit. A request larger than the whole budget waits until it is
   * alone.
   */
  public Share take(long bytes) throws InterruptedException {
    int wanted = (int) Math.max(1, Math.min(units, (bytes + UNIT - 1) / UNIT));
    free.acquire(wanted);
    return () -> free.release(wanted);
  }

  /** Free bytes, to the kilobyte. */
  public long available() {
    return (long) free.availablePermits() * UNIT;
  }

  /** Bytes taken from the budget; to be closed once. */
  interface Share extends AutoCloseable {
    @Override
    public void close();
  }
}
